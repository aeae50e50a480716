namespace Daypass.Protocol.Errors;

/// <summary>The errors of a token endpoint (RFC 6749, section 5.2; RFC 8693, section 2.2.2), and which of them AWS's errors are there.</summary>
public static class OAuthErrors
{
    private const string Request = "invalid_request";
    private const string Client = "invalid_client";
    private const string Target = "invalid_target";
    private const string Scope = "invalid_scope";
    private const string GrantType = "unsupported_grant_type";

    /// <summary>A parameter is missing, repeated or wrong, or a token is not acceptable.</summary>
    public static AwsError InvalidRequest(string message) => new(Request, 400, message);

    /// <summary>The client is none of this issuer.</summary>
    public static AwsError InvalidClient(string message) => new(Client, 401, message);

    /// <summary>No token is issued for that audience or resource.</summary>
    public static AwsError InvalidTarget(string message) => new(Target, 400, message);

    /// <summary>No token is issued with that scope.</summary>
    public static AwsError InvalidScope(string message) => new(Scope, 400, message);

    /// <summary>Another grant than the exchange of tokens.</summary>
    public static AwsError UnsupportedGrantType() => new(GrantType, 400, "The one grant type here is urn:ietf:params:oauth:grant-type:token-exchange.");

    /// <summary>The code and the status with which a token endpoint says an error.</summary>
    public static (string Code, int Status) Of(AwsError error) => error.Code switch
    {
        Request or Client or Target or Scope or GrantType => (error.Code, error.Status),
        ErrorCode.AccessDenied or ErrorCode.OutboundWebIdentityFederationDisabled => ("unauthorized_client", 400),
        ErrorCode.IdpCommunicationError or ErrorCode.Throttling => ("temporarily_unavailable", 503),
        _ when error.Status is 503 => ("temporarily_unavailable", 503),
        _ when error.Status >= 500 => ("server_error", 500),
        _ => (Request, 400),
    };

    /// <summary>A sentence with the characters alone that an <c>error_description</c> may have.</summary>
    public static string Describe(string text) =>
        string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = from[i] is '"' ? '\'' : from[i] is < ' ' or > '~' or '\\' ? '?' : from[i];
            }
        });
}
