using Daypass.Policy.TrustPolicies;

namespace Daypass.Policy.Tests.Checking;

public sealed class TrustPolicyTextTests
{
    private const string Text =
        "{ \"Version\" : \"2012-10-17\",\r\n\t\"Statement\":[ {\"Sid\":\"é€😀\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":[ \"arn:aws:iam::111111111111:role/gone\" , \"111111111111\",\"arn:aws:iam::111111111111:role\\/gone\"],\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}] }  ";

    [Fact]
    public void Lists_what_stands_under_AWS_and_what_is_to_be_resolved()
    {
        var principals = TrustPolicyText.AwsPrincipals(Text);
        Assert.Equal(["arn:aws:iam::111111111111:role/gone", "111111111111", "arn:aws:iam::111111111111:role/gone"], principals.Select(principal => principal.Value));
        Assert.Equal([true, false, true], principals.Select(principal => principal.IsUserOrRole));
        Assert.Equal(2, principals[0].Position.Line);
        Assert.Equal("Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:role/gone\"", principals[0].Unknown().Message);
    }

    [Fact]
    public void Shows_a_deleted_role_by_its_id_and_leaves_every_other_character_alone()
    {
        var shown = TrustPolicyText.Show(Text, value => value.EndsWith("gone", StringComparison.Ordinal) ? "AROAGONE" : null);
        Assert.Equal(
            Text.Replace("\"arn:aws:iam::111111111111:role/gone\"", "\"AROAGONE\"", StringComparison.Ordinal)
                .Replace("\"arn:aws:iam::111111111111:role\\/gone\"", "\"AROAGONE\"", StringComparison.Ordinal),
            shown);
    }

    [Fact]
    public void Nothing_to_show_otherwise_is_the_same_text() => Assert.Equal(Text, TrustPolicyText.Show(Text, static value => value));

    [Fact]
    public void What_is_shown_is_escaped()
    {
        var shown = TrustPolicyText.Show(Ask.Trust("""{"AWS":"111111111111"}"""), static _ => "a\"b\\");
        Assert.Equal("a\"b\\", TrustPolicyText.AwsPrincipals(shown)[0].Value);
    }

    [Fact]
    public void Broken_text_names_nobody_and_stays_as_it_is()
    {
        Assert.Empty(TrustPolicyText.AwsPrincipals("{"));
        Assert.Equal("{", TrustPolicyText.Show("{", static _ => "x"));
    }
}
