namespace Daypass.Core.Outbound;

/// <summary>The URL under which the world reaches this service; issuers of outbound web identity tokens begin with it.</summary>
public sealed class PublicAddress
{
    private string? _url;

    /// <summary>Takes what the operator configured; null until the server listens.</summary>
    public PublicAddress(string? configured = null) => _url = configured?.TrimEnd('/');

    /// <summary>The URL without a slash at its end.</summary>
    /// <exception cref="InvalidOperationException">Nothing is configured and the server does not listen yet.</exception>
    public string Url => _url ?? throw new InvalidOperationException("The public URL is not known yet.");

    /// <summary>Takes the address the server listens on, unless the operator configured another one.</summary>
    public void ListeningOn(string address) => _url ??= address.TrimEnd('/');
}
