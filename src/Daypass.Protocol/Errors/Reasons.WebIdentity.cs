namespace Daypass.Protocol.Errors;

// Web identity tokens, in the order in which they are checked.
public static partial class Reasons
{
    public static ReasonId TokenUnexpected { get; } = new("DP-JWT-00", "the token made the server fail in a way that is not foreseen",
        "A bug of Daypass; the detail names the exception. Report it with a token that shows it and is worth nothing.");

    public static ReasonId TokenTooLong { get; } = new("DP-JWT-01", "the token is longer than 20000 characters",
        "Have the identity provider put fewer claims into its tokens.");

    public static ReasonId TokenNotThreeParts { get; } = new("DP-JWT-02", "the token does not have three parts",
        "What was sent is no signed token in compact form: perhaps an opaque access token, an encrypted token, or a file path.");

    public static ReasonId TokenNotBase64Url { get; } = new("DP-JWT-03", "a part of the token is empty or not canonical base64url",
        "The token was cut, changed or wrapped on its way, or has no signature.");

    public static ReasonId TokenHeaderNotJson { get; } = new("DP-JWT-04", "the header is not one JSON object without duplicates",
        "The token was changed, or its issuer makes none that can be verified.");

    public static ReasonId TokenHeaderParameterRefused { get; } = new("DP-JWT-05", "a header parameter that could redirect the verification",
        "The detail names the parameter. Have the identity provider leave it out of its tokens' headers.");

    public static ReasonId TokenOtherClass { get; } = new("DP-JWT-06", "typ names another class of token",
        "The client sent a logout token, a proof or the like. Have it send the ID token.");

    public static ReasonId TokenAlgorithmUnknown { get; } = new("DP-JWT-07", "alg is not one of the six",
        "Have the identity provider sign with RS256, RS384, RS512, ES256, ES384 or ES512.");

    public static ReasonId TokenKeyIdInvalid { get; } = new("DP-JWT-08", "kid is empty or no string",
        "Have the identity provider name its key with a text, or leave `kid` out.");

    public static ReasonId TokenClaimsNotJson { get; } = new("DP-JWT-09", "the claims are not one JSON object without duplicates",
        "A claim stands twice, or the token was changed. Correct the claims at the identity provider.");

    public static ReasonId TokenClaimMissing { get; } = new("DP-JWT-10", "a required claim is missing",
        "The detail names the claim. Have the identity provider put `iss`, `sub`, `aud`, `iat` and `exp` into its tokens.");

    public static ReasonId TokenIssuerNotRegistered { get; } = new("DP-JWT-11", "no provider for this issuer",
        "Create an OpenID Connect provider in the role's account whose URL is exactly the token's `iss`.");

    public static ReasonId TokenIssuerNotText { get; } = new("DP-JWT-12", "iss is no string",
        "The issuer makes no tokens that can be verified.");

    public static ReasonId TokenAlgorithmNotAllowed { get; } = new("DP-JWT-20", "the provider does not allow the token's algorithm",
        "Name the algorithm in the provider's tag `daypass:oidc`, or have the identity provider sign with one that is named.");

    public static ReasonId TokenKeyUnknown { get; } = new("DP-JWT-21", "no key for the token's kid",
        "The provider's key set lacks the key, or has it in a form that is not used (too short, two of one id, another `alg`). After a rotation it is asked "
        + "again at most once a minute.");

    public static ReasonId TokenSignatureInvalid { get; } = new("DP-JWT-22", "bad signature under the token's kid",
        "The token was changed or forged, or the provider publishes another key under this id.");

    public static ReasonId OidcSwitchUnknown { get; } = new("DP-JWT-23", "the provider's tag daypass:oidc has a word that is not known",
        "Correct the tag; its words are in [compatibility.md](compatibility.md).");

    public static ReasonId TokenExpired { get; } = new("DP-JWT-30", "the token has expired",
        "Have the client get a new token shortly before it is used. If it is new, set the clocks.");

    public static ReasonId TokenNotYetValid { get; } = new("DP-JWT-31", "nbf lies ahead",
        "Set the clocks of the identity provider and the server; five minutes are allowed.");

    public static ReasonId TokenIssuedAhead { get; } = new("DP-JWT-32", "iat lies ahead",
        "Set the clocks of the identity provider and the server; five minutes are allowed.");

    public static ReasonId TokenTimeInvalid { get; } = new("DP-JWT-33", "a time is no whole number of seconds",
        "Have the identity provider write `exp`, `iat` and `nbf` as seconds since 1970.");

    public static ReasonId TokenAudienceKind { get; } = new("DP-JWT-40", "aud is neither a string nor an array of strings",
        "Correct `aud` at the identity provider.");

    public static ReasonId TokenAudienceEmpty { get; } = new("DP-JWT-41", "aud is empty",
        "Have the client ask the identity provider for a token with an audience.");

    public static ReasonId TokenAuthorizedPartyNotText { get; } = new("DP-JWT-42", "azp is no text",
        "Correct `azp` at the identity provider, or leave it out.");

    public static ReasonId TokenAudienceAmbiguous { get; } = new("DP-JWT-43", "several audiences and no azp",
        "Have the client ask for one audience, or the identity provider send `azp`.");

    public static ReasonId TokenAudienceNotRegistered { get; } = new("DP-JWT-44", "audience not registered",
        "The detail names the audience. Add it to the provider's client ids, or have the client ask for one that is there.");

    public static ReasonId TokenAudienceOnlyAsParty { get; } = new("DP-JWT-45", "azp is registered, no aud is, and the provider asks for both",
        "Add the token's `aud` to the provider's client ids, or take `strict-audience` out of the tag `daypass:oidc`.");

    public static ReasonId TokenSubjectNotText { get; } = new("DP-JWT-46", "sub or the audience is no text that an answer can carry",
        "Have the identity provider send `sub` and `aud` as text without control characters.");

    public static ReasonId TokenFlatTagNotText { get; } = new("DP-JWT-51", "a flattened tag is no string",
        "Correct the claims `https://aws.amazon.com/tags/principal_tags/…` at the identity provider.");

    public static ReasonId TokenTransitiveKeysInvalid { get; } = new("DP-JWT-52", "transitive tag keys twice, or no array of strings",
        "Send `transitive_tag_keys` in one form only, as an array of strings.");

    public static ReasonId TokenTagsInvalid { get; } = new("DP-JWT-53", "session tags break a rule",
        "The error's message says which rule of session tags (number, length, characters, keys). Correct the tags at the identity provider.");

    public static ReasonId TokenTagsNotObject { get; } = new("DP-JWT-54", "the tags claim is no object",
        "Correct the claim `https://aws.amazon.com/tags` at the identity provider.");

    public static ReasonId TokenPrincipalTagsNotObject { get; } = new("DP-JWT-55", "principal_tags is no object",
        "Correct `principal_tags` at the identity provider.");

    public static ReasonId TokenTagNotOneText { get; } = new("DP-JWT-56", "a tag's value is not an array of one string",
        "Have the identity provider write each tag's value as an array of one string.");

    public static ReasonId TokenNestedTransitiveKeysInvalid { get; } = new("DP-JWT-57", "transitive_tag_keys is no array of strings",
        "Have the identity provider write `transitive_tag_keys` as an array of strings.");

    public static ReasonId TokenSourceIdentityInvalid { get; } = new("DP-JWT-58", "source_identity breaks the pattern",
        "Have the identity provider send 2 to 64 of the characters `A-Z a-z 0-9 _ + = , . @ -`, not beginning with `aws:`.");

    public static ReasonId TokenRolesWithoutRole { get; } = new("DP-JWT-60", "the roles claim does not name the role",
        "Add the role's ARN to the claim `https://aws.amazon.com/roles` at the identity provider; there are no wildcards.");

    public static ReasonId TokenContextClaimInvalid { get; } = new("DP-JWT-70", "a claim that the context provider maps cannot be used",
        "The detail names the claim. The subject has to be there, with 1 to 256 characters; other claims may be missing, and have at most 128. Each is one"
        + " text, number or boolean. Correct it at the identity provider, or map another claim.");
}
