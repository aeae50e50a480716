using Daypass.Policy.Conditions;

namespace Daypass.Policy.Tests.Differential;

/// <summary>The key that carries the values of a family of operators, and values of which each is odd in its own way.</summary>
internal sealed record FamilyWords(string Key, string[] Values)
{
    public static readonly IReadOnlyDictionary<OperatorFamily, FamilyWords> All = new Dictionary<OperatorFamily, FamilyWords>
    {
        [OperatorFamily.Text] = new("test:Text",
        [
            "", "a", "A", "K", "\u212A", "k", "s", "\u017F", "ß", "ẞ", "SS", "I", "i", "ı", "İ", "i\u0307", "Σ", "σ", "ς", "ΟΣ", "ος",
            "οσ", "ΟΣΑ", "οσα", "ο.ς", "Ο.Σ", "ο-σ", "Ο-Σ", "Ο\u0301Σ", "ο\u0301ς", "𐐀", "𐐨",
            "AΣ𐐀", "aσ𐐀", "aς𐐀", "𐐀Σ", "𐐀ς", "𐐀σ", "ΣΣ",
            "σς", "É", "e\u0301", "${test:Part}Σ", "${test:Part}Σ${test:Part}", "Σ${test:Part}", "Σ:ⅰ", "σ:Ⅰ", "\uD800Σ", "aΣ\uD801", "ǅΣ",
            "ǆς",
        ]),
        [OperatorFamily.Number] = new("test:Number",
        [
            "", "0", "-0", "0e9", "1", "01", "+1", "1.", "1.0", ".1e1", "1e0", "1E+0", "10e-1", "0.1e1", "100e-2", "-1", "1e-1", ".1",
            "1e9999", "10e9998", "1e-9999", "1e2147483647", "1e2147483648", "1e99999999999", "-1e9999", "NaN", "Infinity", "1e", "e1",
            "1e1.0", "1 ", "0x10", "--1", "1,0", "1.2.3", "5", "7", "9007199254740992", "9007199254740993",
            "123456789012345678901234567890.1", "123456789012345678901234567890.10", "no-number", "٣",
        ]),
        [OperatorFamily.Date] = new("test:Date",
        [
            "", "2030", "2030-01", "2030-01-01", "2030-01-01T00:00Z", "2030-01-01T00:00", "2030-01-01T00:00:00Z", "2030-01-01T00:00:00",
            "2030-01-01T00:00:00.0001Z", "2030-01-01T00:00:00.0009", "2030-01-01T00:00:00.001Z", "2030-01-01T01:00:00.0019+01:00",
            "2029-12-31T23:00:00-01:00", "1893456000", "+1893456000", "-1893456000", "+2030", "-203", "+203", "203", "2030-1-1",
            "2030-01-01Z", "2030-01-01T24:00:00Z", "2030-01-01T00:00:00.Z", "2030-01-01T00:00.5Z", "2030-01-01T00:00:00+00:00",
            "2030-01-01T00:00:00+0000", "2030-01-01t00:00:00z", "0000", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
            "253402300799", "253402300800", "99999999999999999999", "not-a-date", "2030-02-29",
        ]),
        [OperatorFamily.Bool] = new("test:Flag", ["true", "TRUE", "True", "false", "FALSE", "yes", "1", "0", "", " true ", "t", "${test:Flag}",
        "tr${test:Rest}"]),
        [OperatorFamily.Null] = new("test:Flag", ["true", "TRUE", "false", "yes", "", " true ", "${test:Flag}"]),
        [OperatorFamily.Binary] = new("test:Bytes",
        [
            "", "YQ==", "YR==", " YQ== ", "YQ", "YQ=", "YWI=", "YWJ=", "YWJj", "YW\nJj", "YWJjYQ==", "!!!!", "====", "YQ==YQ==", "Y===",
        ]),
        [OperatorFamily.Ip] = new("test:Ip",
        [
            "", "192.0.2.1", "192.000.002.1", "192.0.2.0/24", "192.0.2.5/24", "192.0.2.0/+24", "192.0.2.0/024", "192.0.2.0/33",
            "192.0.2.0/", "192.0.2.0/+", "192.0.2.0/-1", "192.0.2.0/0", "192.0.513", "3221225985", "192.0.2.1/32", "192.0.3.1",
            "0192.0.2.1", "::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:c000:201", "0:0:0:0:0:ffff:192.0.2.1",
            "::ffff:c000:200/120", "::ffff:192.0.2.0/120", "::192.0.2.1", "::/0", "::1/0", "2001:db8::1", "2001:DB8:0:0:0:0:0:1",
            "2001:db8::5", "2001:db8::/64", "2001:db8::5/64", "2001:db8::4/127", "2001:db8::5/127", "2001:db8::/+064", "2001:db8::/129",
            "2001:db8::1:", "2001:db8:::1", ":2001:db8::1", "0:2001:db8::1", ":::", "::", "2001::db8::1", "2001:db8::::1", "2001::db8:::1",
            "2001:db8:::1/128", "::::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:", ":2:3:4:5:6:7:8", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7::",
            "1:2:3:4:5:6:7:::", "1:2:3:4::5:6:7:8", "fe80::1%1", "[::1]", "not-an-ip", " 192.0.2.1",
        ]),
        [OperatorFamily.Arn] = new("test:Arn",
        [
            "", "not-an-arn", "arn:aws:iam::111111111111:user/test", "arn:aws:iam::111111111111:role/test", "arn:aws:iam::*:user/*",
            "arn:aws:iam::*:role/*", "*", "arn:aws:iam::*:*", "arn:aws:iam", "::::::", "arn:aws:iam::111111111111:user:a:b", "${test:Arn}",
            "${test:Part}", "arn:aws:iam::${test:Part}:user/*", "arn:aws:iam::*:user/${test:Part}", "${test:Missing}",
            "arn:aws:iam:${test:Missing}", "arn:aws:iam::1:user/${test:Part}", "${test:Arn}*",
        ]),
    };

    /// <summary>What variables in these values bring.</summary>
    public static readonly (string Key, string[] Values)[] Filled =
    [
        ("test:Part", ["", "a", "Α", "Σ", "𐐀", ".", ":", "-", "test", "111111111111", "not-an-arn"]),
        ("test:Rest", ["ue", "UE", "", "x"]),
    ];
}
