import { render } from "preact";

render(<p>hearsay</p>, document.body);
