using System.Text.Json;
using System.Text.Json.Serialization;
using Daypass.Server.Options;
using Daypass.Server.Telemetry;
using Daypass.Server.Kits;

namespace Daypass.Server.Hosting;

/// <summary>Tells the program that started a server where it is, once it answers: a file that is there whole or not at all, for its owner only.</summary>
/// <param name="Url">The address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Pid">The server's process.</param>
/// <param name="Version">The server's version.</param>
/// <param name="ControlUrl">The control address, or null.</param>
/// <param name="Accounts">The accounts of a server that keeps nothing, with their keys; none of any other.</param>
internal sealed record ReadyFile(string Url, int Port, int Pid, string Version, string? ControlUrl, IReadOnlyList<TestAccount> Accounts)
{
    /// <summary>Writes it.</summary>
    /// <exception cref="StartException">It cannot be written.</exception>
    public static async Task Write(string path, ServerHost host, bool withKeys, CancellationToken cancelled)
    {
        var url = host.Urls[0].TrimEnd('/');
        var ready = new ReadyFile(
            url, new Uri(url).Port, Environment.ProcessId, NodeTelemetry.Version, host.ControlUrl,
            withKeys ? await IssuedKeys.List(host.Service.Parts, cancelled) : []);
        var unfinished = path + ".tmp";
        try
        {
            await using (var file = CredentialsFile.CreateForOwner(unfinished))
            {
                await JsonSerializer.SerializeAsync(file, ready, ReadyFileJson.Default.ReadyFile, cancelled);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"--ready-file {path} cannot be written: {failure.Message}", failure);
        }
    }
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(ReadyFile))]
internal sealed partial class ReadyFileJson : JsonSerializerContext;
