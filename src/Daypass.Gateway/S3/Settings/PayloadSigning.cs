namespace Daypass.Gateway.S3.Settings;

/// <summary>How a body that goes to a store is covered by the signature.</summary>
internal enum PayloadSigning
{
    /// <summary>By the hash that the client sent, so that the store compares it, too; other forms are not covered.</summary>
    Hash,

    /// <summary>Not at all: <c>UNSIGNED-PAYLOAD</c>.</summary>
    Unsigned,
}
