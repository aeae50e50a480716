using Daypass.Gateway.Routes;

namespace Daypass.Gateway.Tests.Routes;

public sealed class PathTemplateTests
{
    private static readonly string[] Templates =
        ["/", "/a", "/a/", "/{x}", "/a/b", "/a/{x}", "/{x}/b", "/{x}/{y}", "/a/{x}/", "/{**r}", "/a/{**r}", "/{x}/{**r}", "/a/b/{**r}", "/a/{x}/{**r}"];

    private static readonly string[] Paths =
        ["/", "/a", "/b", "/a/", "/b/", "/a/b", "/a/c", "/c/b", "/c/d", "/a/b/", "/a/c/", "/a/b/c", "/c/b/d", "/a/c/d/e", "/a/b/c/d", "/a/b/c/"];

    [Theory]
    [InlineData("/orders/{id}", "/orders/7", "7")]
    [InlineData("/orders/{id}", "/orders/a%20b", "a b")]
    [InlineData("/files/{**id}", "/files/a/b/c", "a/b/c")]
    [InlineData("/orders/{id}/lines", "/orders/7/lines", "7")]
    public void A_variable_has_the_decoded_value(string template, string path, string value)
    {
        var read = RequestPath.Read(path)!;
        Assert.True(PathTemplate.Parse(template).Matches(read));
        Assert.Equal(value, PathTemplate.Parse(template).Find(read, "id"));
    }

    [Theory]
    [InlineData("/orders/{id}", "/orders/")]
    [InlineData("/orders/{id}", "/orders/7/")]
    [InlineData("/orders/{id}", "/orders/7/lines")]
    [InlineData("/orders/{id}", "/Orders/7")]
    [InlineData("/files/{**id}", "/files")]
    [InlineData("/files/{**id}", "/files/")]
    [InlineData("/files/{**id}", "/files/a/")]
    public void Other_paths_do_not_match(string template, string path) => Assert.False(PathTemplate.Parse(template).Matches(RequestPath.Read(path)!));

    [Theory]
    [InlineData("orders")]
    [InlineData("/orders/{}")]
    [InlineData("/orders/{id")]
    [InlineData("/orders/x{id}")]
    [InlineData("/orders/{id}/{id}")]
    [InlineData("/orders/{**id}/lines")]
    [InlineData("/orders//{id}")]
    [InlineData("/orders/../{id}")]
    [InlineData("/orders/*")]
    [InlineData("/orders/a%20b")]
    [InlineData("/orders/{account}")]
    public void What_is_no_template_is_refused(string text) => Assert.Throws<FormatException>(() => PathTemplate.Parse(text));

    [Fact]
    public void Overlap_and_inclusion_are_those_of_the_paths_that_match()
    {
        var read = Templates.ToDictionary(static text => text, PathTemplate.Parse);
        var matched = Templates.ToDictionary(static text => text, text => Paths.Where(path => read[text].Matches(RequestPath.Read(path)!)).ToHashSet());
        Assert.All(matched.Values, Assert.NotEmpty);
        foreach (var one in Templates)
        {
            foreach (var two in Templates)
            {
                Assert.Equal((one, two, matched[one].Overlaps(matched[two])), (one, two, read[one].Overlaps(read[two])));
                Assert.Equal((one, two, matched[one].IsSubsetOf(matched[two])), (one, two, read[one].IsWithin(read[two])));
            }
        }
    }
}
