using System.Data.Common;
using System.Security.Cryptography;
using Ekn.Core.Tests;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Nights.Deciding;

public sealed class EvidenceStoreTests
{
    [DatabaseTheory]
    public async Task Bytes_are_kept_with_hash_address_and_time_and_read_back_the_same(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var store = bench.Get<EvidenceStore>();
        // Not text, and no end that a compressor could lose.
        byte[] body = [0, 255, 254, 10, 13, .. RandomNumberGenerator.GetBytes(3000), 0];
        var evidence = Evidence.Of(
            EvidenceSource.Warnings,
            new Uri("https://example.org/w"),
            bench.Clock.UtcNow,
            503,
            body
        );

        var id = await bench.DoAsync(session => store.KeepAsync(session, evidence, default));

        Assert.Equal(body, await bench.DoAsync(session => store.ReadAsync(session, id!.Value, default)));
        var row = Assert.Single(
            await bench.QueryAsync<string>(
                "SELECT source || ' ' || address || ' ' || fetched_at || ' ' || http_status || ' ' || sha256 FROM evidence"
            )
        );
        Assert.Equal(
            $"warnings https://example.org/w 2026-12-01T11:00:00.000Z 503 {Convert.ToHexStringLower(SHA256.HashData(body))}",
            row
        );
    }

    [DatabaseTheory]
    public async Task Old_evidence_is_compressed_and_reads_back_the_same(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var store = bench.Get<EvidenceStore>();
        var body = new byte[200_000];
        var old = await KeepAsync(bench, body);
        bench.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await bench.DoAsync(session => store.CompressOldAsync(session, default)));
        var fresh = await KeepAsync(bench, body);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(1, await bench.DoAsync(session => store.CompressOldAsync(session, default)));
        Assert.Equal(0, await bench.DoAsync(session => store.CompressOldAsync(session, default)));

        Assert.Equal(["gzip", "identity"], await bench.QueryAsync<string>("SELECT encoding FROM evidence ORDER BY id"));
        Assert.True((await bench.QueryAsync<long>("SELECT LENGTH(body) FROM evidence ORDER BY id"))[0] < 2000);
        Assert.Equal(body, await bench.DoAsync(session => store.ReadAsync(session, old, default)));
        Assert.Equal(body, await bench.DoAsync(session => store.ReadAsync(session, fresh, default)));
    }

    [DatabaseTheory]
    public async Task An_answer_from_the_cache_is_the_same_evidence_and_a_new_answer_is_new(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var store = bench.Get<EvidenceStore>();
        var fetched = bench.EvidenceOf(EvidenceSource.Forecast, "{}");
        var first = await bench.DoAsync(session => store.KeepAsync(session, fetched, default));
        bench.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(first, await bench.DoAsync(session => store.KeepAsync(session, fetched, default)));
        Assert.NotEqual(
            first,
            await bench.DoAsync(session =>
                store.KeepAsync(session, bench.EvidenceOf(EvidenceSource.Forecast, "{}"), default)
            )
        );
        Assert.Null(await bench.DoAsync(session => store.KeepAsync(session, null, default)));
        Assert.Equal(2, await bench.CountAsync("evidence"));
        Assert.Null(await bench.DoAsync(session => store.ReadAsync(session, 99, default)));
    }

    [DatabaseTheory]
    public async Task The_database_refuses_to_drop_evidence(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await KeepAsync(bench, [1]);
        await Assert.ThrowsAnyAsync<DbException>(() => bench.ExecuteAsync("DELETE FROM evidence"));
        Assert.Equal(1, await bench.CountAsync("evidence"));
    }

    private static async Task<long> KeepAsync(CoreBench bench, byte[] body) =>
        (
            await bench.DoAsync(session =>
                bench
                    .Get<EvidenceStore>()
                    .KeepAsync(
                        session,
                        Evidence.Of(
                            EvidenceSource.Forecast,
                            new Uri("https://example.org/f"),
                            bench.Clock.UtcNow,
                            200,
                            body
                        ),
                        default
                    )
            )
        )!.Value;
}
