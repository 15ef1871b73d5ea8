// The page of everyone else: the notice, the bar, and no more.

import { runPage } from "./aside-page.js";

runPage({ role: "guest" });
