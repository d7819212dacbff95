# Where the newsroom runs: the services of compose.yaml.

import directors;

# `/_health` answers 204 once the process has booted.
probe newsroom_health {
    .url = "/_health";
    .expected_response = 204;
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}
