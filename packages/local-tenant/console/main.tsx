import { render } from "preact";
import "./style.css";
import { App } from "./app";
import { Locked } from "./components/locked";
import { noteArrival } from "./lib/arrival";
import { obtainToken } from "./lib/token";

const root = document.getElementById("app")!;
noteArrival();
const token = await obtainToken();
root.textContent = "";
render(token === undefined ? <Locked /> : <App />, root);
