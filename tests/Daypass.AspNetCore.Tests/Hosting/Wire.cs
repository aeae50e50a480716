namespace Daypass.AspNetCore.Tests.Hosting;

/// <summary>The way from a service to the server: it counts what is asked, and can be cut.</summary>
internal sealed class Wire() : DelegatingHandler(new SocketsHttpHandler())
{
    private int _questions;
    private int _watching;
    private volatile bool _isCut;

    /// <summary>How many questions were sent, those about changes left out.</summary>
    public int Questions => Volatile.Read(ref _questions);

    /// <summary>How many questions about changes are under way.</summary>
    public int Watching => Volatile.Read(ref _watching);

    /// <summary>Whether the server can be reached.</summary>
    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsCut)
        {
            throw new HttpRequestException("cut off");
        }

        if (!request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".WatchChanges", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _questions);
            return await base.SendAsync(request, cancellationToken);
        }

        Interlocked.Increment(ref _watching);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _watching);
        }
    }
}
