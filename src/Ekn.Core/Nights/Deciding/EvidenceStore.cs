using System.IO.Compression;
using Ekn.Core.Storage;
using Ekn.Core.Weather;

namespace Ekn.Core.Nights.Deciding;

/// <summary>The exact bytes that decisions rest on. Old ones are compressed, none is ever dropped.</summary>
public sealed class EvidenceStore(TimeProvider clock)
{
    private static readonly TimeSpan PlainFor = TimeSpan.FromDays(7);

    /// <returns>The id of the evidence; null when nothing was received. The same bytes fetched once are kept once.</returns>
    public async Task<long?> KeepAsync(Session session, Evidence? evidence, CancellationToken cancellationToken)
    {
        if (evidence is null)
        {
            return null;
        }
        var values = new
        {
            Source = evidence.Source.ToString().ToLowerInvariant(),
            Address = evidence.Address.ToString(),
            evidence.FetchedAt,
            evidence.HttpStatus,
            evidence.Sha256,
            evidence.Body,
        };
        var known = await session.FirstOrDefaultAsync<long?>(
            "SELECT id FROM evidence WHERE sha256 = @Sha256 AND address = @Address AND fetched_at = @FetchedAt",
            values,
            cancellationToken
        );
        return known
            ?? await session.SingleAsync<long>(
                """
                INSERT INTO evidence (source, address, fetched_at, http_status, sha256, body)
                VALUES (@Source, @Address, @FetchedAt, @HttpStatus, @Sha256, @Body)
                RETURNING id
                """,
                values,
                cancellationToken
            );
    }

    /// <summary>The bytes as they were received; null when there is no such evidence.</summary>
    public async Task<byte[]?> ReadAsync(Session session, long id, CancellationToken cancellationToken)
    {
        var row = await session.FirstOrDefaultAsync<Row>(
            "SELECT id, encoding, body FROM evidence WHERE id = @id",
            new { id },
            cancellationToken
        );
        return row is null ? null
            : row.Encoding == "gzip" ? Expand(row.Body)
            : row.Body;
    }

    /// <returns>How many were compressed.</returns>
    public async Task<int> CompressOldAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            "SELECT id, encoding, body FROM evidence WHERE encoding = 'identity' AND fetched_at < @before",
            new { before = clock.GetUtcNow() - PlainFor },
            cancellationToken
        );
        foreach (var row in rows)
        {
            await session.ExecuteAsync(
                "UPDATE evidence SET encoding = 'gzip', body = @Body WHERE id = @Id AND encoding = 'identity'",
                new { row.Id, Body = Shrink(row.Body) },
                cancellationToken
            );
        }
        return rows.Count;
    }

    private static byte[] Shrink(byte[] body)
    {
        using var shrunk = new MemoryStream();
        using (var gzip = new GZipStream(shrunk, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(body);
        }
        return shrunk.ToArray();
    }

    private static byte[] Expand(byte[] body)
    {
        using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var expanded = new MemoryStream();
        gzip.CopyTo(expanded);
        return expanded.ToArray();
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public string Encoding { get; init; } = "";

        public byte[] Body { get; init; } = [];
    }
}
