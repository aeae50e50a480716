namespace Daypass.Gateway.S3.Buckets;

/// <summary>A bucket that was made through the gateway, as the registry keeps it.</summary>
/// <param name="Name">Its name, in the store as well.</param>
/// <param name="Account">The account that made it.</param>
/// <param name="Store">The store.</param>
/// <param name="MadeAt">When.</param>
internal sealed record MadeBucket(string Name, string Account, string Store, DateTimeOffset MadeAt);
