using System.Security.Cryptography;

namespace Daypass.Core.Sealing;

/// <summary>How long the keys of one purpose are published, issue and go on verifying, and how a fresh one is made.</summary>
/// <param name="Propagation">How long a key is published before it issues: everyone who verifies has it by then.</param>
/// <param name="RotateEvery">How old an issuing key becomes before it is replaced.</param>
/// <param name="ValidateFor">How long a replaced key still verifies.</param>
/// <param name="NewMaterial">Makes key material.</param>
internal sealed record KeyLife(TimeSpan Propagation, TimeSpan RotateEvery, TimeSpan ValidateFor, Func<byte[]> NewMaterial)
{
    /// <summary>The life of keys of a purpose.</summary>
    public static KeyLife For(string purpose, KeyRingOptions options) => JwtPurpose.AlgorithmOf(purpose) is { } algorithm
        ? new KeyLife(options.JwtPropagation, options.RotateJwtEvery, options.ValidateJwtFor, () => JwtPurpose.NewMaterial(algorithm))
        : new KeyLife(
            options.Propagation, purpose == RingKey.ForAudit ? options.RotateAuditEvery : options.RotateEvery,
            purpose == RingKey.ForAudit ? TimeSpan.MaxValue : options.ValidateFor, static () => RandomNumberGenerator.GetBytes(RingKey.SealingLength));
}
