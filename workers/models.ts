import { expose } from "comlink";
import { modelService } from "../src/models/serve/service";
import { guarded } from "../src/models/serve/guarded";
import { heed } from "../src/models/serve/progress";

expose({ ...guarded(modelService), heed });
