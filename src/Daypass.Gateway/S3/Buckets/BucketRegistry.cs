using System.Collections.Frozen;
using System.Text.Json;
using Daypass.Gateway.Files;

namespace Daypass.Gateway.S3.Buckets;

/// <summary>
/// The buckets that were made through the gateway, in one small file that is replaced whole. Gateways that share the file see each other's: it is read
/// again when it has changed, and only one of them writes at a time.
/// </summary>
internal sealed class BucketRegistry : IDisposable
{
    private const long LongestFile = 64 * 1024 * 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _making = new(1, 1);
    private readonly string _path;
    private readonly TimeProvider _clock;
    private volatile Content _content = new([], []);
    private (DateTime WrittenAt, long Length) _seen;
    private long _lookedAt;

    private BucketRegistry(string path, TimeProvider clock) => (_path, _clock) = (Path.GetFullPath(path), clock);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<MadeBucket> All => Current().Made.Values;

    /// <summary>Reads the file; one that is not there is empty.</summary>
    /// <exception cref="UnusableFileException">It cannot be read, or its folder cannot be written.</exception>
    public static BucketRegistry Open(string path, TimeProvider clock)
    {
        var registry = new BucketRegistry(path, clock);
        try
        {
            using (registry.Claim())
            {
                registry.Read();
            }

            return registry;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw new UnusableFileException($"The registry {path} cannot be used: {unusable.Message}", unusable);
        }
    }

    /// <summary>A bucket, or null.</summary>
    public MadeBucket? Find(string name) => Current().Made.GetValueOrDefault(name);

    /// <summary>What is kept of a bucket; null when nobody said anything about it.</summary>
    public KeptSettings? FindSettings(string name) => Current().Settings.GetValueOrDefault(name);

    /// <summary>Makes buckets one after the other: who looks whether a name is free finds it so until the end.</summary>
    public async Task<T> InTurn<T>(Func<Task<T>> making, CancellationToken cancelled)
    {
        await _making.WaitAsync(cancelled);
        try
        {
            return await making();
        }
        finally
        {
            _making.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writing.Dispose();
        _making.Dispose();
    }

    /// <summary>Adds one; null when there was none of that name, otherwise the one that is there.</summary>
    public async Task<MadeBucket?> Add(MadeBucket bucket, CancellationToken cancelled)
    {
        MadeBucket? there = null;
        await Change(
            content =>
            {
                there = content.Made.GetValueOrDefault(bucket.Name);
                return there is not null ? content : new Content([.. content.Made.Values, bucket], [.. content.Settings.Values]);
            },
            cancelled);
        return there;
    }

    /// <summary>Takes one out, with what is kept of it.</summary>
    public Task Remove(string name, CancellationToken cancelled) => Change(
        content => content.Made.ContainsKey(name) || content.Settings.ContainsKey(name)
            ? new Content(
                [.. content.Made.Values.Where(one => one.Name != name)], [.. content.Settings.Values.Where(one => one.Bucket != name)])
            : content,
        cancelled);

    /// <summary>Changes what is kept of a bucket.</summary>
    public Task Set(string bucket, Func<KeptSettings, KeptSettings> change, CancellationToken cancelled) => Change(
        content => new Content(
            [.. content.Made.Values],
            [.. content.Settings.Values.Where(one => one.Bucket != bucket), change(content.Settings.GetValueOrDefault(bucket) ?? new KeptSettings(bucket))]),
        cancelled);

    private async Task Change(Func<Content, Content> change, CancellationToken cancelled)
    {
        await _writing.WaitAsync(cancelled);
        try
        {
            using var claim = await WaitForClaim(cancelled);
            Read();
            var (former, next) = (_content, change(_content));
            if (!ReferenceEquals(former, next))
            {
                Write(next);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private Content Current()
    {
        var looked = Volatile.Read(ref _lookedAt);
        if (_clock.GetElapsedTime(looked) >= LookEvery && Interlocked.CompareExchange(ref _lookedAt, _clock.GetTimestamp(), looked) == looked)
        {
            try
            {
                Read();
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
            {
                // What was known stays known; the next look is in a second.
                return _content;
            }
        }

        return _content;
    }

    private void Read()
    {
        var file = new FileInfo(_path);
        var seen = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (seen == _seen)
        {
            return;
        }

        if (!file.Exists)
        {
            // Without it buckets would have no owners and no switches: what was known stays in force until it is back.
            throw new IOException("the file of the registry is gone");
        }

        if (seen.Length > LongestFile)
        {
            throw new IOException("it is too long");
        }

        var read = JsonSerializer.Deserialize(File.ReadAllBytes(_path), RegistryJson.Default.RegistryContent);
        _content = new Content(read?.Made ?? [], read?.Settings ?? []);
        _seen = seen;
    }

    private void Write(Content content)
    {
        var sorted = new RegistryContent(
            [.. content.Made.Values.OrderBy(static one => one.Name, StringComparer.Ordinal)],
            [.. content.Settings.Values.OrderBy(static one => one.Bucket, StringComparer.Ordinal)]);
        var next = _path + ".next";
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, sorted, RegistryJson.Default.RegistryContent);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        Read();
    }

    /// <summary>Other programs wait while this is held.</summary>
    private FileStream Claim() => new(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.None);

    private async Task<FileStream> WaitForClaim(CancellationToken cancelled)
    {
        var began = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return Claim();
            }
            catch (IOException) when (_clock.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, _clock, cancelled);
            }
        }
    }

    private sealed class Content(IReadOnlyList<MadeBucket> made, IReadOnlyList<KeptSettings> settings)
    {
        public FrozenDictionary<string, MadeBucket> Made { get; } = made.ToFrozenDictionary(static one => one.Name, StringComparer.Ordinal);

        public FrozenDictionary<string, KeptSettings> Settings { get; } = settings.ToFrozenDictionary(static one => one.Bucket, StringComparer.Ordinal);
    }
}
