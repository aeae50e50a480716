using System.Text.Json.Serialization;

namespace Daypass.Server.Kits;

/// <summary>How what is asked and answered at the control address is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, WriteIndented = true)]
[JsonSerializable(typeof(ControlMessages.ClockRequest))]
[JsonSerializable(typeof(ControlMessages.ClockAnswer))]
[JsonSerializable(typeof(ControlMessages.AccountRequest))]
[JsonSerializable(typeof(TestAccount))]
[JsonSerializable(typeof(ControlMessages.AccountsAnswer))]
[JsonSerializable(typeof(ControlMessages.DecisionsAnswer))]
[JsonSerializable(typeof(ControlMessages.SnapshotAnswer))]
[JsonSerializable(typeof(ControlMessages.StatusAnswer))]
[JsonSerializable(typeof(ControlMessages.ErrorAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
