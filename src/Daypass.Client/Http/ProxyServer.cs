namespace Daypass.Client.Http;

/// <summary>A proxy to go through, and which setting asks for it. Never printed with the password that its address may hold.</summary>
/// <param name="Url">Its address; null when the setting holds none.</param>
/// <param name="Origin">The setting, for users.</param>
public sealed record ProxyServer(Uri? Url, string Origin)
{
    /// <summary>Its address without user and password.</summary>
    public string Name => Url is null ? string.Empty : Url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    /// <summary>The same as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
