// The page works as plain links and forms; these make it live.
import "./composer.js";
import "./menus.js";
import "./presses.js";
import "./threads.js";
import "./live.js";
