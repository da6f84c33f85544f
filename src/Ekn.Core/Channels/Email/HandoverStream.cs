using System.Text;

namespace Ekn.Core.Channels.Email;

/// <summary>
/// The last part of a mail, as a stream that knows how far the SMTP client has come. The client reads it only after the
/// server has said yes to DATA, and writes the final dot only after its end; so until the end has been read, the mail is
/// certainly not sent. <see cref="Withdraw"/> keeps it so. Thread safe.
/// </summary>
internal sealed class HandoverStream(string text) : Stream
{
    private readonly MemoryStream content = new(Encoding.UTF8.GetBytes(text), writable: false);
    private readonly Lock gate = new();
    private bool withdrawn;
    private bool handedOver;

    public bool HandedOver
    {
        get
        {
            lock (gate)
            {
                return handedOver;
            }
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now on the mail cannot be sent. False when it is too late: its end has been handed over.</summary>
    public bool Withdraw()
    {
        lock (gate)
        {
            withdrawn = !handedOver;
            return withdrawn;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        lock (gate)
        {
            if (withdrawn)
            {
                throw new IOException("The mail has been withdrawn.");
            }
            var read = content.Read(buffer);
            handedOver |= content.Position == content.Length;
            return read;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
