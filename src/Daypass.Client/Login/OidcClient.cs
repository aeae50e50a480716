namespace Daypass.Client.Login;

/// <summary>What this program is to an OpenID Connect provider.</summary>
/// <param name="Id">The client id.</param>
/// <param name="Scopes">The scopes to ask for, separated by spaces; <c>openid</c> among them.</param>
public sealed record OidcClient(string Id, string Scopes)
{
    /// <summary>The client's secret; null for the public client that a program on a user's machine ordinarily is.</summary>
    public string? Secret { get; init; }
}
