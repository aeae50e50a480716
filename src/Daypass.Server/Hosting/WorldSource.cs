using System.Security.Cryptography;
using Daypass.Server.Operators;
using Daypass.Server.Options;
using Daypass.Worlds;
using Daypass.Worlds.Reading;

namespace Daypass.Server.Hosting;

/// <summary>A world file that can be read twice: a file, or a pipe that was copied to one.</summary>
internal sealed class WorldSource : IAsyncDisposable
{
    private readonly string _path;
    private readonly bool _isCopy;

    private WorldSource(string path, string name, bool isCopy) => (_path, Name, _isCopy) = (path, name, isCopy);

    /// <summary>What error messages call it.</summary>
    public string Name { get; }

    /// <summary>Opens a file, or copies the input for the name <c>-</c>.</summary>
    /// <exception cref="StartException">There is no such file.</exception>
    public static async Task<WorldSource> Open(string file, Func<Stream> input, CancellationToken cancelled)
    {
        if (file != "-")
        {
            return File.Exists(file)
                ? new WorldSource(file, file, isCopy: false)
                : throw new StartException($"There is no world file {Path.GetFullPath(file)}.");
        }

        // It may hold secrets; the copy is for its owner only and goes with this object.
        var copy = Path.Combine(Directory.CreateTempSubdirectory("daypass-world-").FullName, "world.json");
        await using var output = CredentialsFile.CreateForOwner(copy);
        await using var pipe = input();
        await pipe.CopyToAsync(output, cancelled);
        return new WorldSource(copy, "standard input", isCopy: true);
    }

    /// <summary>Reads it from its beginning.</summary>
    public Stream Read() => new FileStream(
        _path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, BufferSize = 0, Options = FileOptions.SequentialScan });

    /// <summary>Applies the file.</summary>
    /// <param name="worlds">Applies it.</param>
    /// <param name="keys">Where generated keys go.</param>
    /// <param name="act">Notes which file it was, and what it did.</param>
    /// <param name="cancelled">Gives up.</param>
    /// <exception cref="StartException">The file is refused; one sentence says where and why.</exception>
    public async Task<WorldOutcome> ApplyTo(WorldLoader worlds, GeneratedKeysFile keys, OperatorAct? act, CancellationToken cancelled)
    {
        try
        {
            await using (var content = Read())
            {
                act?.Note($"The SHA-256 of {Name} is {Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancelled))}.");
            }

            var outcome = await worlds.Apply(Read, keys, act is null ? null : change => act.NoteChange(change.ToString()), cancelled);
            act?.Note(keys.Describe(outcome));
            return outcome;
        }
        catch (WorldException refused)
        {
            throw new StartException($"{Name}, {refused.Message}", refused);
        }
    }

    /// <summary>What applying the file would do; nothing is written.</summary>
    /// <exception cref="StartException">The file is refused; one sentence says where and why.</exception>
    public async Task Plan(WorldLoader worlds, Func<WorldChange, Task> show, CancellationToken cancelled)
    {
        try
        {
            await foreach (var change in worlds.Plan(Read, cancelled))
            {
                await show(change);
            }
        }
        catch (WorldException refused)
        {
            throw new StartException($"{Name}, {refused.Message}", refused);
        }
    }

    /// <summary>A line for each advice.</summary>
    public IEnumerable<string> Describe(IReadOnlyList<string> advice) => advice.Select(one => $"{Name}, {one}\n");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_isCopy)
        {
            Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
        }

        return ValueTask.CompletedTask;
    }
}
