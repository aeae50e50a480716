using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Daypass.Load;

/// <summary>Tokens for the framework's handler, with as many claims as a session has.</summary>
internal static class BearerToken
{
    public const string Issuer = "https://issuer.example";
    public const string Audience = "orders";

    private const string Symmetric = "HS256";

    /// <summary>A key as text: of HS256, or a public key of RS256.</summary>
    public static SecurityKey ReadKey(string text)
    {
        if (text.StartsWith(Symmetric, StringComparison.Ordinal))
        {
            return new SymmetricSecurityKey(Convert.FromBase64String(text[Symmetric.Length..]));
        }

        var key = RSA.Create();
        key.ImportRSAPublicKey(Convert.FromBase64String(text), out _);
        return new RsaSecurityKey(key);
    }

    /// <summary>Tokens, and the key that verifies them.</summary>
    public static (IReadOnlyList<string> Tokens, string Key) Make(string algorithm, int count)
    {
        using var key = RSA.Create(2048);
        var bytes = RandomNumberGenerator.GetBytes(32);
        var credentials = algorithm == Symmetric
            ? new SigningCredentials(new SymmetricSecurityKey(bytes), SecurityAlgorithms.HmacSha256)
            : new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256);
        var handler = new JsonWebTokenHandler();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var tokens = Enumerable.Range(0, count).Select(number => handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            SigningCredentials = credentials,
            Subject = new ClaimsIdentity([new("sub", $"user-{number}"), new("name", "somebody"), new("account", "111122223333"), new("team", "red")]),
        })).ToList();
        return (tokens, algorithm == Symmetric ? Symmetric + Convert.ToBase64String(bytes) : Convert.ToBase64String(key.ExportRSAPublicKey()));
    }
}
