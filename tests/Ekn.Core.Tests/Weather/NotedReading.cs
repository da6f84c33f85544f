namespace Ekn.Core.Weather;

/// <summary>Tells when a body has been read in part and its reader waits for more.</summary>
internal sealed class NotedReading(Action waits) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        var read = new StreamContent(
            new NotedStream(await response.Content.ReadAsStreamAsync(cancellationToken), waits)
        );
        foreach (var header in response.Content.Headers)
        {
            read.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        response.Content = read;
        return response;
    }

    private sealed class NotedStream(Stream inner, Action waits) : Stream
    {
        private bool hasRead;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var reading = inner.ReadAsync(buffer, cancellationToken);
            if (hasRead && !reading.IsCompleted)
            {
                waits();
            }
            var count = await reading;
            hasRead = true;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
