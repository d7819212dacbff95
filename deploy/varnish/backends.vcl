# Where the newsroom runs: the services of deploy/compose.yaml. Whoever has others changes this file only.

import directors;

# Ready: it has booted, was not told to end, and can answer.
probe ready {
    .url = "/_health/ready";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend reader_1 {
    .host = "reader-1";
    .port = "1337";
    .connect_timeout = 1s;
    .probe = ready;
}

backend reader_2 {
    .host = "reader-2";
    .port = "1337";
    .connect_timeout = 1s;
    .probe = ready;
}

backend newsroom_1 {
    .host = "newsroom-1";
    .port = "1337";
    .connect_timeout = 1s;
    # A large import or a search of the whole archive takes its time.
    .first_byte_timeout = 300s;
    .probe = ready;
}

backend newsroom_2 {
    .host = "newsroom-2";
    .port = "1337";
    .connect_timeout = 1s;
    .first_byte_timeout = 300s;
    .probe = ready;
}

sub vcl_init {
    new newsroom = directors.round_robin();
    newsroom.add_backend(newsroom_1);
    newsroom.add_backend(newsroom_2);

    new both_readers = directors.round_robin();
    both_readers.add_backend(reader_1);
    both_readers.add_backend(reader_2);

    # Without a reader the newsroom answers readers itself.
    new readers = directors.fallback();
    readers.add_backend(both_readers.backend());
    readers.add_backend(newsroom.backend());
}
