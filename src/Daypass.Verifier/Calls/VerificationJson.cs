using System.Text.Json;
using System.Text.Json.Serialization;
using Daypass.Protocol.Verification;

namespace Daypass.Verifier.Calls;

/// <summary>The JSON of the calls to the server, made at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(EpochSeconds)])]
[JsonSerializable(typeof(GetSigningKeyRequest))]
[JsonSerializable(typeof(GetSigningKeyResponse))]
[JsonSerializable(typeof(GetResourceDocumentsRequest))]
[JsonSerializable(typeof(GetResourceDocumentsResponse))]
[JsonSerializable(typeof(WatchChangesRequest))]
[JsonSerializable(typeof(WatchChangesResponse))]
[JsonSerializable(typeof(CheckAccessRequest))]
[JsonSerializable(typeof(CheckAccessResponse))]
[JsonSerializable(typeof(PutResourcePolicyRequest))]
[JsonSerializable(typeof(GetResourcePolicyRequest))]
[JsonSerializable(typeof(GetResourcePolicyResponse))]
[JsonSerializable(typeof(DeleteResourcePolicyRequest))]
[JsonSerializable(typeof(EmptyAnswer))]
[JsonSerializable(typeof(ServerError))]
internal sealed partial class VerificationJson : JsonSerializerContext;

/// <summary>The answer of an operation that answers nothing.</summary>
internal sealed record EmptyAnswer;

/// <summary>An error of AWS JSON.</summary>
/// <param name="Type">The code.</param>
/// <param name="Message">The sentence.</param>
internal sealed record ServerError([property: JsonPropertyName("__type")] string? Type, [property: JsonPropertyName("message")] string? Message);

/// <summary>AWS JSON's form of an instant.</summary>
internal sealed class EpochSeconds : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.UnixEpoch.AddSeconds(reader.GetDouble());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeSeconds());
}
