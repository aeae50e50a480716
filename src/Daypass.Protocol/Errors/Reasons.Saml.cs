namespace Daypass.Protocol.Errors;

// SAML responses and metadata, in the order in which they are checked.
public static partial class Reasons
{
    public static ReasonId SamlUnexpected { get; } = new("DP-SAML-00", "the response made the server fail in a way that is not foreseen",
        "A bug of Daypass; the detail names the exception. Report it with a response that shows it and is worth nothing.");

    public static ReasonId SamlProviderMissing { get; } = new("DP-SAML-01", "no such provider in the role's account",
        "Create the SAML provider there, or correct the ARN that the client sends.");

    public static ReasonId SamlTooLong { get; } = new("DP-SAML-02", "the response is longer than 100000 characters",
        "Have the identity provider send fewer attributes or groups.");

    public static ReasonId SamlNotBase64 { get; } = new("DP-SAML-03", "the response is not base64",
        "The response was cut or URL-encoded twice, or something else was pasted.");

    public static ReasonId SamlNotXml { get; } = new("DP-SAML-04", "the response is not XML that is safe to read",
        "The detail says what is wrong. Deflated responses and document types are refused: use the POST binding.");

    public static ReasonId SamlSwitchUnknown { get; } = new("DP-SAML-05", "the provider's tag daypass:saml has a word that is not known",
        "Correct the tag; its words are in [compatibility.md](compatibility.md).");

    public static ReasonId SamlStoredMetadataInvalid { get; } = new("DP-SAML-06", "the stored metadata cannot be read",
        "The detail says what is wrong. Give the provider its metadata anew (`aws iam update-saml-provider`).");

    public static ReasonId SamlShape { get; } = new("DP-SAML-10", "the response does not have the shape that is verified",
        "The detail says what is wrong. A status other than Success means that the identity provider refused the login.");

    public static ReasonId SamlEncryptionRequired { get; } = new("DP-SAML-11", "the provider's assertions must be encrypted",
        "Have the identity provider encrypt assertions, or set the provider's encryption mode to Allowed.");

    public static ReasonId SamlAssertionUnsigned { get; } = new("DP-SAML-12", "the assertion has no signature of its own",
        "Have the identity provider sign the assertion, not only the response.");

    public static ReasonId SamlAssertionWithoutId { get; } = new("DP-SAML-13", "the assertion has no ID",
        "The identity provider makes no assertions that can be verified.");

    public static ReasonId SamlSignedNotXml { get; } = new("DP-SAML-14", "what was signed is not XML that is safe to read",
        "The detail says what is wrong; the signature was good. Correct what the identity provider states.");

    public static ReasonId SamlStatement { get; } = new("DP-SAML-15", "the assertion does not state what it must",
        "The detail names the part: subject, conditions, authentication statement or attributes. Correct it at the identity provider.");

    public static ReasonId SamlResponseSignature { get; } = new("DP-SAML-20", "the response's signature is not good",
        "The detail says what is wrong. After a change of the identity provider's certificate give the provider its new metadata.");

    public static ReasonId SamlAssertionSignature { get; } = new("DP-SAML-21", "the assertion's signature is not good",
        "The detail says what is wrong. After a change of the identity provider's certificate give the provider its new metadata.");

    public static ReasonId SamlEncryptionForm { get; } = new("DP-SAML-30", "the assertion is enciphered in a form that is not opened",
        "The detail says what is wrong. Have the identity provider use AES-GCM or AES-CBC with RSA-OAEP.");

    public static ReasonId SamlPrivateKeyMissing { get; } = new("DP-SAML-31", "the provider has no private key",
        "Give the provider the private key of the certificate for which the identity provider encrypts.");

    public static ReasonId SamlDoesNotOpen { get; } = new("DP-SAML-32", "what was enciphered does not open to a document",
        "The identity provider encrypts for another certificate than the provider's private key, or the response was changed.");

    public static ReasonId SamlDecryptedShape { get; } = new("DP-SAML-33", "what was enciphered is not one signed assertion",
        "The detail says what is wrong. Have the identity provider sign the assertion and then encrypt it.");

    public static ReasonId SamlDecryptedSignature { get; } = new("DP-SAML-34", "the enciphered assertion's signature is not good",
        "The detail says what is wrong. After a change of the identity provider's certificate give the provider its new metadata.");

    public static ReasonId SamlOtherIssuer { get; } = new("DP-SAML-40", "the issuer is not the metadata's entity",
        "The response is of another identity provider than the one the client names, or its entity id changed: give the provider its new metadata.");

    public static ReasonId SamlEnded { get; } = new("DP-SAML-41", "the confirmation, the conditions or the session have ended",
        "Have the caller log in again. If that is too early, set the clocks; here no difference is allowed.");

    public static ReasonId SamlTooOld { get; } = new("DP-SAML-42", "the assertion was issued more than five minutes ago",
        "Have the caller log in again. The word `any-age` in the provider's tag `daypass:saml` lifts the limit.");

    public static ReasonId SamlIssuedAhead { get; } = new("DP-SAML-43", "the assertion was issued more than five minutes ahead",
        "Set the clocks of the identity provider and the server.");

    public static ReasonId SamlNotYetValid { get; } = new("DP-SAML-44", "the assertion is not valid for more than five minutes yet",
        "Set the clocks. The word `ignore-not-before` in the provider's tag `daypass:saml` takes such assertions.");

    public static ReasonId SamlOtherRecipient { get; } = new("DP-SAML-45", "the recipient is not this server",
        "The detail names the recipient. Allow it with `--saml-recipient` or `recipient=` in the provider's tag, or correct it at the identity provider.");

    public static ReasonId SamlOtherAudience { get; } = new("DP-SAML-46", "the audience restriction does not name this server",
        "Allow the audience with `--saml-audience` or `audience=` in the provider's tag, or correct it at the identity provider.");

    public static ReasonId SamlConditionUnknown { get; } = new("DP-SAML-47", "the assertion has a condition that is not known here",
        "Have the identity provider leave it out. `ignore-unknown-conditions` in the provider's tag takes such assertions.");

    public static ReasonId SamlKeysCollide { get; } = new("DP-SAML-48", "two attributes mean one condition key",
        "Send only one of the two attributes, whose names mean the same key.");

    public static ReasonId SamlRoleMissing { get; } = new("DP-SAML-60", "the role and provider pair is not in the Role attribute",
        "Add `ROLE-ARN,PROVIDER-ARN` for this person at the identity provider, or have the caller ask for another role.");

    public static ReasonId SamlSessionNameMissing { get; } = new("DP-SAML-61", "there is not exactly one RoleSessionName",
        "Have the identity provider send the attribute once and not empty.");

    public static ReasonId SamlSessionNameInvalid { get; } = new("DP-SAML-62", "RoleSessionName breaks the pattern",
        "Have the identity provider send 2 to 64 of the characters `A-Z a-z 0-9 _ + = , . @ -`.");

    public static ReasonId SamlDurationInvalid { get; } = new("DP-SAML-63", "SessionDuration is no number from 900 to 43200",
        "Correct the attribute at the identity provider.");

    public static ReasonId SamlSourceIdentityInvalid { get; } = new("DP-SAML-64", "SourceIdentity breaks the pattern",
        "Have the identity provider send it once, 2 to 64 of the characters `A-Z a-z 0-9 _ + = , . @ -`, not beginning with `aws:`.");

    public static ReasonId SamlTagNotOneValue { get; } = new("DP-SAML-65", "a tag does not have exactly one value",
        "Have the identity provider send each `PrincipalTag:` attribute with exactly one value.");

    public static ReasonId SamlTagsInvalid { get; } = new("DP-SAML-66", "session tags break a rule",
        "The error's message says which rule of session tags (number, length, characters, keys). Correct the tags at the identity provider.");

    public static ReasonId SamlContextAttributeInvalid { get; } = new("DP-SAML-67", "an attribute that the context provider maps cannot be used",
        "The detail names the attribute. The subject has to be there, with 1 to 256 characters; other attributes may be missing, and have at most 128. Each"
        + " has one value. Correct it at the identity provider, or map another attribute.");

    public static ReasonId SamlUsed { get; } = new("DP-SAML-70", "the assertion was redeemed before",
        "Have the caller log in again. `replay=allowed` in the provider's tag allows it; many of these mean that assertions are stolen.");

    public static ReasonId SamlMetadataInvalid { get; } = new("DP-META-01", "the metadata cannot be used",
        "The detail says what is wrong. Export the identity provider's metadata anew, with its signing certificate.");
}
