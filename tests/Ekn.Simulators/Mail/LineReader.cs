using System.Text;

namespace Ekn.Simulators.Mail;

/// <summary>Reads lines ended by CRLF as Latin-1, so that every byte comes through unchanged.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /// <summary>The next line without its end; null when the other side has closed.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (start == end)
            {
                start = 0;
                end = await stream.ReadAsync(buffer, cancellationToken);
                if (end == 0)
                {
                    return null;
                }
            }
            var newline = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var stop = newline < 0 ? end : newline + 1;
            line.Append(Encoding.Latin1.GetString(buffer, start, stop - start));
            start = stop;
            if (newline >= 0)
            {
                return line.ToString().TrimEnd('\r', '\n');
            }
        }
    }
}
