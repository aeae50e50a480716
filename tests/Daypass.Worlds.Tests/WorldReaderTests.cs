using System.Text;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Tests;

public sealed class WorldReaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task The_elements_are_the_same_however_the_file_comes_in_pieces(int piece)
    {
        var file = await File.ReadAllBytesAsync(WorldSchemaTests.InDocs("world.example.json"));
        Assert.Equal(await Elements(new MemoryStream(file)), await Elements(new Pieces(file, piece)));
    }

    [Fact]
    public async Task Every_element_knows_its_path_and_its_line()
    {
        var elements = await Elements(File.OpenRead(WorldSchemaTests.InDocs("world.example.json")));
        Assert.Equal(
            ["accounts[0] 5", "accounts[0].policies[0] 10", "accounts[0].groups[0] 19", "accounts[0].users[0] 22", "accounts[0].users[1] 27",
                "accounts[0].roles[0] 41", "accounts[0].oidcProviders[0] 52", "accounts[0].resourcePolicies[0] 55"],
            elements.Select(static element => element.Split('|')[0]));
    }

    [Fact]
    public async Task However_long_a_file_is_little_of_it_is_held()
    {
        var role = Encoding.UTF8.GetBytes("""{"name":"r","trustPolicy":{}},""");
        var reader = new WorldReader(new Repeated(
            Encoding.UTF8.GetBytes("""{"accounts":[{"id":"111122223333","roles":["""), role, 200_000,
                Encoding.UTF8.GetBytes("""{"name":"r","trustPolicy":{}}]}]}""")));
        var count = 0;
        while (await reader.Next(default) is not null)
        {
            count++;
        }

        Assert.Equal(200_002, count);
        Assert.Equal(64 * 1024, reader.BufferSize);
    }

    private static async Task<List<string>> Elements(Stream stream)
    {
        await using (stream)
        {
            var reader = new WorldReader(stream);
            var elements = new List<string>();
            while (await reader.Next(default) is { } element)
            {
                ShapeCheck.Check(element);
                elements.Add($"{element.Location.Path} {element.Location.Line}|{Encoding.UTF8.GetString(element.Location.Json.Span)}");
            }

            return elements;
        }
    }

    /// <summary>Gives a few bytes at a time, as a pipe may.</summary>
    private sealed class Pieces(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }

    /// <summary>A file that is nowhere as a whole.</summary>
    private sealed class Repeated(byte[] head, byte[] middle, int times, byte[] tail) : Stream
    {
        private readonly MemoryStream _part = new();
        private int _next = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_part.Position == _part.Length && _next <= times)
            {
                _part.SetLength(0);
                _part.Write(_next < 0 ? head : _next < times ? middle : tail);
                _part.Position = 0;
                _next++;
            }

            return _part.Read(buffer, offset, count);
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
