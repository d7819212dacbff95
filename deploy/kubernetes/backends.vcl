# Where the newsroom runs: its two services, in the place of the backends.vcl in the image. A service stands
# for all of its pods that are ready, and keeps its address.

import directors;

probe ready {
    .url = "/_health/ready";
    .interval = 1s;
    .timeout = 2s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend reader {
    .host = "newsroom-reader";
    .port = "1337";
    .connect_timeout = 1s;
    .probe = ready;
}

backend admin {
    .host = "newsroom-admin";
    .port = "1337";
    .connect_timeout = 1s;
    # A large import or a search of the whole archive takes its time.
    .first_byte_timeout = 300s;
    .probe = ready;
}

sub vcl_init {
    new newsroom = directors.round_robin();
    newsroom.add_backend(admin);

    # Without a reader the newsroom answers readers itself.
    new readers = directors.fallback();
    readers.add_backend(reader);
    readers.add_backend(admin);
}
