# Newsroom behind Varnish 7, with `xkey` of varnish-modules. docs/purges.md says what it does and why.
#
# Where the newsroom runs stands in backends.vcl beside this file, which makes two directors: `readers`
# (what everybody may read) and `newsroom` (all else).
#
# varnishd needs `-p http_gzip_support=off`: the newsroom compresses its pages itself, better, and each
# encoding has a tag of its own. PURGE_TOKEN in varnishd's environment lets the newsroom purge.

vcl 4.1;

import std;
import xkey;

include "./backends.vcl";

sub vcl_recv {
    # Marks of our own; nobody else may set them.
    unset req.http.Newsroom-Shared;
    unset req.http.Newsroom-Cache;

    if (req.method == "PURGE") {
        call newsroom_purge;
    }
    if (req.url == "/_varnish") {
        return (synth(200, "OK"));
    }
    if ((req.method == "GET" || req.method == "HEAD") && !req.http.Authorization
        && req.url ~ "^/api/(articles/(page/|pages(\?|$)|search(\?|$)|redirects(\?|$))|site/page(\?|$)|feeds/|sitemaps/|openapi\.json(\?|$))") {
        call newsroom_shared;
        return (hash);
    }
    # The admin, drafts, whatever comes with a token or writes: straight to the newsroom.
    set req.backend_hint = newsroom.backend();
    return (pass);
}

# What everybody may read, and gets alike.
sub newsroom_shared {
    set req.http.Newsroom-Shared = "yes";
    set req.backend_hint = readers.backend();
    unset req.http.Cookie;

    # There are three encodings of a page and hundreds of ways to ask for them.
    if (req.http.Accept-Encoding ~ "(^|[ ,])br($|[ ,;])" && req.http.Accept-Encoding !~ "br;q=0(\.0*)?($|[ ,])") {
        set req.http.Accept-Encoding = "br";
    } elseif (req.http.Accept-Encoding ~ "(^|[ ,])gzip($|[ ,;])" && req.http.Accept-Encoding !~ "gzip;q=0(\.0*)?($|[ ,])") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }

    if (req.restarts == 0 && std.healthy(req.backend_hint)) {
        # stale-while-revalidate: given once more while it is fetched anew.
        set req.grace = 60s;
    } else {
        # stale-if-error: nobody answers, or an attempt has failed. Whatever is held is better than nothing.
        set req.grace = 365d;
    }
}

# PURGE with `Authorization: Bearer PURGE_TOKEN`: keys in Xkey-Purge go at once, what has one of those in
# Xkey-Soft-Purge is given once more while it is fetched anew.
sub newsroom_purge {
    if (std.getenv("PURGE_TOKEN") == "") {
        return (synth(503, "PURGE_TOKEN is not set in the environment of this Varnish"));
    }
    if (req.http.Authorization != "Bearer " + std.getenv("PURGE_TOKEN")) {
        return (synth(403, "The token is not the PURGE_TOKEN of this Varnish"));
    }
    set req.http.Newsroom-Purged = "0";
    set req.http.Newsroom-Soft-Purged = "0";
    if (req.http.Xkey-Purge) {
        set req.http.Newsroom-Purged = xkey.purge(req.http.Xkey-Purge);
    }
    if (req.http.Xkey-Soft-Purge) {
        set req.http.Newsroom-Soft-Purged = xkey.softpurge(req.http.Xkey-Soft-Purge);
    }
    return (synth(200, "Purged"));
}

sub vcl_hash {
    # By address alone: what everybody may read is the same under every name of the host.
    hash_data(req.url);
    return (lookup);
}

sub vcl_hit {
    if (obj.ttl > 0s) {
        set req.http.Newsroom-Cache = "hit";
    } else {
        set req.http.Newsroom-Cache = "stale";
    }
}

sub vcl_miss {
    set req.http.Newsroom-Cache = "miss";
}

sub vcl_pass {
    set req.http.Newsroom-Cache = "pass";
}

sub vcl_backend_fetch {
    if (bereq.http.Newsroom-Shared) {
        set bereq.first_byte_timeout = 10s;
    }
}

sub vcl_backend_response {
    if (!bereq.http.Newsroom-Shared) {
        return (deliver);
    }
    if (beresp.status >= 500) {
        # A process that is on its way out or just up; another one may answer.
        if (bereq.retries == 0) {
            return (retry);
        }
        # Not delivered: an answer would take the place of what is held.
        return (abandon);
    }
    unset beresp.http.Set-Cookie;
    if (beresp.http.Cache-Control !~ "s-maxage") {
        # No page (404), not open (403), a question that is none (400): asked each time, by all at once.
        set beresp.ttl = 60s;
        set beresp.uncacheable = true;
        return (deliver);
    }
    # Varnish has read s-maxage and Age. It knows no stale-if-error: how long that is stands in the answer.
    set beresp.grace = std.duration(
        regsub(beresp.http.Cache-Control, "^.*stale-if-error=(\d+).*$", "\1") + "s", 60s);
    set beresp.http.xkey = beresp.http.Cache-Tag;
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.http.Newsroom-Shared && bereq.retries == 0) {
        return (retry);
    }
    return (abandon);
}

sub vcl_deliver {
    unset resp.http.xkey;
    set resp.http.X-Cache = req.http.Newsroom-Cache;
}

sub vcl_synth {
    # Nobody answered: once more, for whatever is held.
    if (resp.status == 503 && req.http.Newsroom-Shared && req.restarts == 0) {
        return (restart);
    }
    set resp.http.Content-Type = "application/json; charset=utf-8";
    set resp.http.Cache-Control = "no-store";
    if (req.method == "PURGE") {
        if (resp.status == 200) {
            set resp.body = {"{"purged":"} + req.http.Newsroom-Purged
                + {","softPurged":"} + req.http.Newsroom-Soft-Purged + "}";
        } else {
            set resp.body = {"{"error":""} + resp.reason + {"""} + "}";
        }
    } elseif (req.url == "/_varnish") {
        set resp.body = "{}";
    } else {
        set resp.http.Retry-After = "5";
        set resp.body = {"{"data":null,"error":{"status":"} + resp.status
            + {","name":"ServiceUnavailableError","message":"The newsroom does not answer at the moment. Try again in a few seconds.","details":{}}}"};
    }
    return (deliver);
}
