using System.Text.Json;

namespace Daypass.Gateway.Tests.S3;

/// <summary>What <c>s3_story.py</c> has to find, in front of any store.</summary>
internal static class S3Story
{
    public static void Check(JsonElement found, int mebibytes)
    {
        Assert.All(["same", "listed", "bodies"], name => Assert.True(found.GetProperty(name).GetBoolean(), name));
        Assert.Equal(mebibytes * 1024L * 1024, found.GetProperty("length").GetInt64());
        Assert.Equal("here", found.GetProperty("metadata").GetProperty("made").GetString());
        Assert.Equal(0, found.GetProperty("empty").GetInt64());
        Assert.Equal(6, found.GetProperty("deleted").GetInt32());
        foreach (var (name, expected) in new[]
        {
            ("copied", "a b+c/é~(1).txt"), ("range", "a b"), ("presigned", "a b+c/é~(1).txt"), ("not modified", "304"), ("missing", "NoSuchKey"),
            ("missing head", "404"), ("exists", "PreconditionFailed"), ("no bucket", "NoSuchBucket"),
        })
        {
            Assert.Equal((name, expected), (name, found.GetProperty(name).GetString()));
        }

        Assert.Equal(200, found.GetProperty("presigned put").GetInt32());
        Assert.Equal(
            ["big/data", "copy", "empty", "presigned"], found.GetProperty("left").EnumerateArray().Select(static key => key.GetString()!));
    }
}
