namespace Daypass.Server.Tests.Sts;

/// <summary>
/// Every parameter of every operation with its bounds, written from AWS's reference (https://docs.aws.amazon.com/STS/latest/APIReference/) and not from our
/// records.
/// </summary>
/// <param name="Operation">The operation.</param>
/// <param name="Path">The parameter as the wire names it.</param>
/// <param name="Kind">Text, integer or list.</param>
/// <param name="Minimum">The least length, value or count.</param>
/// <param name="Maximum">The greatest length, value or count.</param>
internal sealed record Parameter(string Operation, string Path, ParameterKind Kind, int Minimum, int Maximum)
{
    private const string ArnCharacters = @"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";
    private const string DocumentCharacters = @"[\u0009\u000A\u000D\u0020-\u00FF]+";
    private const string NameCharacters = @"[\w+=,.@-]*";
    private const string KeyCharacters = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";
    private const string ValueCharacters = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";

    /// <summary>The pattern as AWS prints it, and a character that it does not admit.</summary>
    public (string Text, string Foreign)? Pattern { get; init; }

    public bool Required { get; init; }

    /// <summary>Never repeated in an answer.</summary>
    public bool Secret { get; init; }

    /// <summary>What a good value consists of.</summary>
    public char Filler { get; init; } = 'a';

    /// <summary>What an answer calls a missing one, where that is not the parameter itself.</summary>
    public string? MissingAt { get; init; }

    /// <summary>The only values there are.</summary>
    public string[] Values { get; init; } = [];

    public static IReadOnlyList<Parameter> All { get; } =
    [
        Arn("AssumeRole", "RoleArn") with { Required = true },
        Name("AssumeRole", "RoleSessionName", 64) with { Required = true },
        .. Policies("AssumeRole"),
        .. Duration("AssumeRole", 900, 43200),
        .. Tags("AssumeRole"),
        List("AssumeRole", "TransitiveTagKeys", 0, 50),
        Text("AssumeRole", "TransitiveTagKeys.member.1", 1, 128) with { Pattern = (KeyCharacters, "#") },
        Text("AssumeRole", "ExternalId", 2, 1224) with { Pattern = (@"[\w+=,.@:\/-]*", "#") },
        .. Mfa("AssumeRole"),
        Name("AssumeRole", "SourceIdentity", 256),
        List("AssumeRole", "ProvidedContexts", 1, 5),
        Arn("AssumeRole", "ProvidedContexts.member.1.ProviderArn"),
        Text("AssumeRole", "ProvidedContexts.member.1.ContextAssertion", 4, 2048),

        Arn("AssumeRoleWithSAML", "RoleArn") with { Required = true },
        Arn("AssumeRoleWithSAML", "PrincipalArn") with { Required = true },
        Text("AssumeRoleWithSAML", "SAMLAssertion", 4, 100_000) with { Required = true, Secret = true },
        .. Policies("AssumeRoleWithSAML"),
        .. Duration("AssumeRoleWithSAML", 900, 43200),

        Arn("AssumeRoleWithWebIdentity", "RoleArn") with { Required = true },
        Name("AssumeRoleWithWebIdentity", "RoleSessionName", 64) with { Required = true },
        Text("AssumeRoleWithWebIdentity", "WebIdentityToken", 4, 20_000) with { Required = true, Secret = true },
        Text("AssumeRoleWithWebIdentity", "ProviderId", 4, 2048),
        .. Policies("AssumeRoleWithWebIdentity"),
        .. Duration("AssumeRoleWithWebIdentity", 900, 43200),

        Text("AssumeRoot", "TargetPrincipal", 12, 2048) with { Required = true },
        Arn("AssumeRoot", "TaskPolicyArn.arn") with { Required = true, MissingAt = "taskPolicyArn" },
        .. Duration("AssumeRoot", 0, 900),

        Text("DecodeAuthorizationMessage", "EncodedMessage", 1, 10_240) with { Required = true },
        Text("GetAccessKeyInfo", "AccessKeyId", 16, 128) with { Required = true, Pattern = (@"[\w]*", "#") },
        Text("GetDelegatedAccessToken", "TradeInToken", 0, int.MaxValue) with { Required = true, Secret = true },

        Name("GetFederationToken", "Name", 32) with { Required = true },
        .. Policies("GetFederationToken"),
        .. Duration("GetFederationToken", 900, 129_600),
        .. Tags("GetFederationToken"),

        Text("GetScopedCredentials", "Policy", 1, 2048) with { Pattern = (DocumentCharacters, "\u0100") },
        Text("GetScopedCredentials", "ScopedSessionDescription", 0, 256),
        .. Duration("GetScopedCredentials", 1, 129_600),

        .. Duration("GetSessionToken", 900, 129_600),
        .. Mfa("GetSessionToken"),

        List("GetWebIdentityToken", "Audience", 1, 10) with { Required = true },
        Text("GetWebIdentityToken", "Audience.member.1", 1, 1000) with { Required = true, MissingAt = "audience" },
        Text("GetWebIdentityToken", "SigningAlgorithm", 5, 5) with { Required = true },
        new("GetWebIdentityToken", "DurationSeconds", ParameterKind.Integer, 60, 3600),
        .. Tags("GetWebIdentityToken"),
        Text("GetWebIdentityToken", "SubjectMode", 0, int.MaxValue) with { Values = ["AWSIdentity", "OriginIdentity"] },
        Text("GetWebIdentityToken", "Scope", 1, 2048),
    ];

    private static Parameter Text(string operation, string path, int minimum, int maximum) => new(operation, path, ParameterKind.Text, minimum, maximum);

    private static Parameter List(string operation, string path, int minimum, int maximum) => new(operation, path, ParameterKind.List, minimum, maximum);

    private static Parameter Arn(string operation, string path) => Text(operation, path, 20, 2048) with { Pattern = (ArnCharacters, "\U00010330") };

    private static Parameter Name(string operation, string path, int maximum) => Text(operation, path, 2, maximum) with { Pattern = (NameCharacters, "#") };

    private static IEnumerable<Parameter> Policies(string operation) =>
    [
        List(operation, "PolicyArns", 0, 10),
        Arn(operation, "PolicyArns.member.1.arn"),
        Text(operation, "Policy", 1, 2048) with { Pattern = (DocumentCharacters, "\u0100") },
    ];

    private static IEnumerable<Parameter> Duration(string operation, int minimum, int maximum) =>
    [
        new(operation, "DurationSeconds", ParameterKind.Integer, minimum, maximum),
        new(operation, "MinimumSessionTokenSize", ParameterKind.Integer, 0, 4096),
    ];

    private static IEnumerable<Parameter> Tags(string operation) =>
    [
        List(operation, "Tags", 0, 50),
        Text(operation, "Tags.member.1.Key", 1, 128) with { Required = true, Pattern = (KeyCharacters, "#") },
        Text(operation, "Tags.member.1.Value", 0, 256) with { Required = true, Pattern = (ValueCharacters, "#") },
    ];

    private static IEnumerable<Parameter> Mfa(string operation) =>
    [
        Text(operation, "SerialNumber", 9, 256) with { Pattern = (@"[\w+=/:,.@-]*", "#") },
        Text(operation, "TokenCode", 6, 6) with { Pattern = (@"[\d]*", "a"), Filler = '1' },
    ];
}

internal enum ParameterKind
{
    Text,
    Integer,
    List,
}
