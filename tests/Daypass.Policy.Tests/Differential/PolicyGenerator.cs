using System.Text.Json;
using Daypass.Policy.Conditions;

namespace Daypass.Policy.Tests.Differential;

/// <summary>Writes random policy documents out of <see cref="Words"/>.</summary>
internal sealed class PolicyGenerator(Dice dice)
{
    private static readonly (string Name, OperatorFamily Family)[] Affixed =
        [.. ConditionOperators.Rows.SelectMany(static row => (row.Family == OperatorFamily.Null ? [row.Name] : new[]
        {
            row.Name, row.Name, row.Name, row.Name + "IfExists", "ForAllValues:" + row.Name, "ForAnyValue:" + row.Name,
            "ForAllValues:" + row.Name + "IfExists", "ForAnyValue:" + row.Name + "IfExists",
        }).Select(name => (name, row.Family)))];

    /// <summary>A document; those with principals are for resources, trust, endpoints and resource control.</summary>
    public string Document(bool principals, int denyPercent, string? effect = null)
    {
        var document = new Dictionary<string, object>();
        var version = dice.Roll(10);
        if (version > 0)
        {
            document["Version"] = version == 1 ? "2008-10-17" : "2012-10-17";
        }

        var statements = new object[1 + dice.Roll(3)];
        for (var i = 0; i < statements.Length; i++)
        {
            statements[i] = Statement(principals, effect ?? (dice.Chance(denyPercent) ? "Deny" : "Allow"));
        }

        document["Statement"] = statements.Length == 1 ? statements[0] : statements;
        return JsonSerializer.Serialize(document);
    }

    private Dictionary<string, object> Statement(bool principals, string effect)
    {
        var statement = new Dictionary<string, object> { ["Effect"] = effect };
        statement[dice.Chance(85) ? "Action" : "NotAction"] = OneOrMany(Words.ActionPatterns);
        if (!principals || dice.Chance(80))
        {
            statement[dice.Chance(85) ? "Resource" : "NotResource"] = OneOrMany(Words.ResourcePatterns);
        }

        if (principals && dice.Chance(95))
        {
            statement[dice.Chance(85) ? "Principal" : "NotPrincipal"] = Principal();
        }

        if (dice.Chance(35))
        {
            statement["Condition"] = Condition();
        }

        return statement;
    }

    private object OneOrMany(string[] words) => dice.Chance(60) ? dice.Pick(words) : dice.Some(words, 0, 3);

    private object Principal()
    {
        if (dice.Chance(10))
        {
            return "*";
        }

        var map = new Dictionary<string, object>();
        if (dice.Chance(85))
        {
            map["AWS"] = OneOrMany(Words.AwsPrincipals);
        }

        if (dice.Chance(20))
        {
            map["Service"] = OneOrMany(Words.Services);
        }

        if (dice.Chance(20))
        {
            map["Federated"] = OneOrMany(Words.Providers);
        }

        return map;
    }

    private Dictionary<string, Dictionary<string, object>> Condition()
    {
        var condition = new Dictionary<string, Dictionary<string, object>>();
        for (var i = dice.Roll(2); i >= 0; i--)
        {
            var (name, family) = dice.Pick(Affixed);
            // Most conditions compare what their operator is for; the rest whatever there is.
            var fits = dice.Chance(60) ? FamilyWords.All[family] : null;
            var block = new Dictionary<string, object> { [fits?.Key ?? dice.Pick(Words.Keys)] = ConditionValue(fits) };
            if (dice.Chance(15))
            {
                block[dice.Pick(Words.Keys)] = ConditionValue(null);
            }

            condition[dice.Chance(2) ? "NoSuchOperator" : name] = block;
        }

        return condition;
    }

    private object ConditionValue(FamilyWords? fits)
    {
        if (dice.Chance(5))
        {
            return dice.Chance(50) ? dice.Roll(10) : dice.Chance(50);
        }

        return dice.Chance(65) ? Value(fits) : Enumerable.Range(0, dice.Roll(4)).Select(_ => Value(fits)).ToArray();
    }

    private string Value(FamilyWords? fits) =>
        fits is not null && dice.Chance(90) ? dice.Pick(fits.Values)
        : dice.Chance(20) ? dice.Pick(Words.Variables)
        : dice.Chance(4) ? Noise()
        : dice.Pick(Words.Values);

    /// <summary>Text of the characters that mean something in patterns.</summary>
    private string Noise()
    {
        const string Alphabet = "ab*?${}:,' aws:username";
        return string.Concat(Enumerable.Range(0, dice.Roll(12)).Select(_ => Alphabet[dice.Roll(Alphabet.Length)]));
    }
}
