using System.Text.Json.Serialization;

namespace Daypass.Mcp.Answers;

/// <summary>The few values this program turns into JSON itself, without reflection.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ServerJson : JsonSerializerContext;
