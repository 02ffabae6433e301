import { expose } from "comlink";
import { modelService } from "../src/models/serve/service";
import { guarded } from "../src/models/serve/guarded";

expose(guarded(modelService));
