namespace Daypass.Gateway.S3.Buckets;

/// <summary>Whose a bucket is, and where.</summary>
/// <param name="Name">What clients call it.</param>
/// <param name="Account">The account that owns it.</param>
/// <param name="Store">The store that has it.</param>
/// <param name="NameInStore">What the store calls it.</param>
internal sealed record BucketPlace(string Name, string Account, string Store, string NameInStore);
