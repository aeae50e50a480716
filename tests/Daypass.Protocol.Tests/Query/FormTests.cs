using System.Text;
using Daypass.Protocol.Forms;

namespace Daypass.Protocol.Tests.Query;

public sealed class FormTests
{
    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%zz")]
    [InlineData("a=%4g&b=1")]
    [InlineData("%=1")]
    [InlineData("a=1&b%2=1")]
    [InlineData("a=%+4")]
    public void A_malformed_escape_makes_it_no_form(string text) => Assert.Equal(QueryFormFault.BadEscape, Fault(text));

    [Theory]
    [InlineData("a=%FF")]
    [InlineData("a=%C3")]
    [InlineData("%C3=%A4")]
    [InlineData("a=%C3&%A4=b")]
    [InlineData("a=%C0%80")]
    [InlineData("a=%ED%A0%80")]
    [InlineData("a=%F4%90%80%80")]
    public void Text_that_is_not_UTF_8_makes_it_no_form(string text) => Assert.Equal(QueryFormFault.BadText, Fault(text));

    [Fact]
    public void A_character_may_not_be_split_over_the_query_string_and_the_body()
    {
        using var form = new QueryForm();
        Assert.Equal(QueryFormFault.BadText, form.Parse("a=%C3"u8, "%A4=b"u8));
        Assert.Equal(0, form.Count);
    }

    [Fact]
    public void There_is_a_limit_to_the_pairs()
    {
        using var form = new QueryForm();
        var most = string.Join('&', Enumerable.Repeat("a", QueryForm.MaximumPairs));
        Assert.Equal(QueryFormFault.None, form.Parse(default, Encoding.ASCII.GetBytes(most)));
        Assert.Equal(QueryForm.MaximumPairs, form.Count);
        Assert.Equal(QueryFormFault.TooManyPairs, form.Parse("b"u8, Encoding.ASCII.GetBytes(most)));
        Assert.Equal(0, form.Count);
    }

    [Theory]
    [InlineData("", "", false, "", "")]
    [InlineData("Action=A&Version=V", "", true, "A", "V")]
    [InlineData("?Action=A", "Version=V", true, "A", "V")]
    [InlineData("", "Action=&Version=V", true, "", "V")]
    [InlineData("Action=A", "Action=B", true, "A", "")]
    [InlineData("Action", "", true, "", "")]
    public void Action_and_version_are_found_in_either_place(string query, string body, bool hasAction, string action, string version)
    {
        using var form = new QueryForm();
        Assert.Equal(QueryFormFault.None, form.Parse(Encoding.ASCII.GetBytes(query), Encoding.ASCII.GetBytes(body)));
        Assert.Equal(hasAction, form.HasAction);
        Assert.Equal(action, Encoding.ASCII.GetString(form.Action));
        Assert.Equal(version, Encoding.ASCII.GetString(form.Version));
    }

    [Fact]
    public void A_form_can_be_used_again_and_remembers_nothing()
    {
        using var form = new QueryForm();
        form.Parse(default, "Password=secret&Action=A"u8);
        form.Parse(default, "b=1"u8);
        Assert.False(form.HasAction);
        Assert.False(form.TryGet("Password"u8, out _));
        form.Reset();
        Assert.Equal(0, form.Count);
        form.Dispose();
        Assert.Equal(QueryFormFault.None, form.Parse("x=y"u8, default));
        Assert.True(form.TryGet("x"u8, out var value));
        Assert.True(value.SequenceEqual("y"u8));
    }

    [Fact]
    public void Names_that_share_a_beginning_are_kept_apart()
    {
        using var form = new QueryForm();
        form.Parse(default, "longname1=a&longname=b&longname12=c&long=d&longname%00=e&longname.=f"u8);
        foreach (var (name, expected) in new[]
            { ("longname", "b"), ("longname1", "a"), ("longname12", "c"), ("long", "d"), ("longname\0", "e"), ("longname.", "f") })
        {
            Assert.True(form.TryGet(Encoding.ASCII.GetBytes(name), out var value), name);
            Assert.Equal(expected, Encoding.ASCII.GetString(value));
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(500)]
    public void The_first_of_many_duplicates_wins_however_many_pairs_there_are(int others)
    {
        using var form = new QueryForm();
        var text = "x=first&" + string.Join('&', Enumerable.Range(0, others).Select(static index => $"n{index * 7919 % 1000}=1&x=later"));
        Assert.Equal(QueryFormFault.None, form.Parse(default, Encoding.ASCII.GetBytes(text)));
        Assert.True(form.TryGet("x"u8, out var value));
        Assert.Equal("first", Encoding.ASCII.GetString(value));
    }

    private static QueryFormFault Fault(string text)
    {
        using var form = new QueryForm();
        return form.Parse(default, Encoding.ASCII.GetBytes(text));
    }
}
