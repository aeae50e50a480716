using System.Text.Json.Serialization;

namespace Daypass.Gateway.S3.Buckets;

/// <summary>The JSON of the registry, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RegistryContent))]
internal sealed partial class RegistryJson : JsonSerializerContext;
