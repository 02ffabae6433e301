import { expose } from "comlink";
import { engineApi } from "../src/tables/service";

expose(engineApi());
