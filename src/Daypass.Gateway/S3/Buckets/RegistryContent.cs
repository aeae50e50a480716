namespace Daypass.Gateway.S3.Buckets;

/// <summary>What stands in the file of the registry.</summary>
/// <param name="Made">The buckets that were made through the gateway.</param>
/// <param name="Settings">What is kept of these and of others.</param>
internal sealed record RegistryContent(IReadOnlyList<MadeBucket> Made, IReadOnlyList<KeptSettings> Settings);
