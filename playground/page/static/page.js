// The page works as plain links and forms; these make it live.
import "./acts.js";
import "./composer.js";
import "./external.js";
import "./files.js";
import "./forms.js";
import "./marks.js";
import "./menus.js";
import "./modal.js";
import "./multi.js";
import "./presses.js";
import "./threads.js";
import "./live.js";
