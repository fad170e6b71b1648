using System.Text.Json.Nodes;
using Reproduction.Files;
using Reproduction.Yaml;

namespace Reproduction.Recipes.Format;

/// <summary>A key of the recipe format: how it is read, how a protocol writes it and what the schema says of it, defined once.</summary>
/// <param name="Name">The key.</param>
/// <param name="Read">Reads it from the section that holds it.</param>
/// <param name="Write">Its value in the file's words; null to leave the key out.</param>
/// <param name="Schema">Its JSON Schema.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record Key<T>(string Name, Func<YamlSection, T> Read, Func<T, JsonNode?> Write, JsonObject Schema, bool IsRequired = true)
{
    /// <summary>The same key where it need not be there.</summary>
    /// <param name="otherwise">Its value where it is not.</param>
    public Key<T> Or(T otherwise) => Or(_ => otherwise);

    /// <summary>The same key where it need not be there.</summary>
    /// <param name="otherwise">Its value where it is not, by what else the section says.</param>
    public Key<T> Or(Func<YamlSection, T> otherwise) =>
        this with { Read = section => section.Has(Name) ? Read(section) : otherwise(section), IsRequired = false };

    /// <summary>The key as a part of a record.</summary>
    /// <param name="part">The part of the record that it stands for.</param>
    public Field<TRecord> Of<TRecord>(Func<TRecord, T> part) => new(
        Name, record => Write(part(record)), Schema, IsRequired)
    {
        Check = section => Read(section),
    };

    /// <summary>
    /// The key as a part of a record, left out where it says nothing: protocols from before the key was there stay what they are.
    /// </summary>
    /// <param name="part">The part of the record that it stands for.</param>
    /// <param name="nothing">The value that is as good as none.</param>
    public Field<TRecord> Of<TRecord>(Func<TRecord, T> part, T nothing) =>
        Of(part) with { Write = record => Equals(part(record), nothing) ? null : Write(part(record)) };
}

/// <summary>Keys of each type of value.</summary>
internal static class Key
{
    /// <summary>A whole number.</summary>
    public static Key<int> Whole(string name, string means, int least, int most = int.MaxValue) => new(
        name, section =>
            (int)section.Whole(name, least, most), value => value, Range("integer", means, least, most == int.MaxValue ? null : most));

    /// <summary>A seed: a whole number of at least 0.</summary>
    public static Key<long?> Seed(string name, string means) =>
        new Key<long?>(name, section => section.Whole(name, 0), value => value, Range("integer", means, 0, null)).Or((long?)null);

    /// <summary>A number.</summary>
    public static Key<double> Number(string name, string means, double least, double? most = null) => new(
        name, section => section.Number(name, least, most ?? double.MaxValue), value => value, Range("number", means, least, most));

    /// <summary>A number above 0.</summary>
    public static Key<double> Positive(string name, string means, double? most = null)
    {
        var schema = new JsonObject { ["description"] = means, ["type"] = "number", ["exclusiveMinimum"] = 0 };
        if (most is { } limit) schema["maximum"] = limit;
        return new(name, section => section.Positive(name, most ?? double.MaxValue), value => value, schema);
    }

    /// <summary>Yes or no.</summary>
    public static Key<bool> Flag(string name, string means) => new(
        name, section => section.Choice(name, ("true", true), ("false", false)), value => value,
        new JsonObject { ["description"] = means, ["type"] = "boolean" });

    /// <summary>A text.</summary>
    public static Key<string> Text(string name, string means) => new(
        name, section =>
            section.Text(name), value => value, new JsonObject { ["description"] = means, ["type"] = "string", ["minLength"] = 1 });

    /// <summary>A text that becomes a part of a path.</summary>
    public static Key<string> Name(string name, string means) => Text(name, means) with
    {
        Read = section => PlainName.Is(section.Text(name)) ? section.Text(name) : throw section.Complaint(name, PlainName.Rule),
    };

    /// <summary>One of a few words.</summary>
    public static Key<T> Choice<T>(string name, string means, params (string Word, T Meaning)[] choices) => new(
        name, section => section.Choice(name, choices), value => choices.First(choice => Equals(choice.Meaning, value)).Word,
        new JsonObject { ["description"] = means, ["enum"] = new JsonArray([.. choices.Select(choice => JsonValue.Create(choice.Word))]) });

    /// <summary>A whole number of at least <paramref name="least"/>, or a word that stands for none.</summary>
    public static Key<int?> WholeOr(string name, string means, int least, string word) => new(
        name,
        section =>
        {
            var expected = $"a whole number of at least {least}, or {word}";
            var text = section.Text(name, expected);
            return text == word ? null
                : long.TryParse(text, out _) ? (int)section.Whole(name, least, int.MaxValue)
                : throw section.Complaint(name, expected);
        },
        value => value is { } number ? number : word,
        new JsonObject
        {
            ["description"] = means,
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = least }, new JsonObject { ["const"] = word }),
        });

    /// <summary>Several numbers in brackets.</summary>
    public static Key<IReadOnlyList<double>> Numbers(string name, string means, int count) => new(
        name, section => section.Numbers(name, count), values => new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
        new JsonObject
        {
            ["description"] = means,
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "number" },
            ["minItems"] = count,
            ["maxItems"] = count,
        });

    /// <summary>Several numbers above 0 in brackets.</summary>
    public static Key<IReadOnlyList<double>> Positives(string name, string means, int count)
    {
        var numbers = Numbers(name, means, count);
        numbers.Schema["items"]!["exclusiveMinimum"] = 0;
        return numbers with
        {
            Read = section =>
            {
                var values = numbers.Read(section);
                for (var i = 0; i < values.Count; i++)
                    if (values[i] <= 0) throw section.Complaint(name, $"{count} numbers above 0 in brackets", i);
                return values;
            },
        };
    }

    /// <summary>Several texts in brackets.</summary>
    public static Key<IReadOnlyList<string>> Texts(string name, string means) => new(
        name, section => section.Texts(name) is { Count: > 0 } texts ? texts : throw section.Complaint(name, "at least one"),
        values => new JsonArray([.. values.Select(value => JsonValue.Create(value))]),
        new JsonObject
        {
            ["description"] = means,
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string" },
            ["minItems"] = 1
        });

    /// <summary>A section of its own.</summary>
    public static Key<T> Section<T>(string name, string means, SectionFormat<T> format) => new(
        name, section => format.Read(section.Section(name, format.Keys)), format.Write, With(means, format.Schema));

    /// <summary>A list of sections of one format.</summary>
    public static Key<IReadOnlyList<T>> Sections<T>(string name, string means, SectionFormat<T> format) => new(
        name, section =>
            [.. section.Sections(name, format.Keys).Select(format.Read)], items => new JsonArray([.. items.Select(format.Write)]),
        new JsonObject { ["description"] = means, ["type"] = "array", ["items"] = format.Schema.DeepClone() });

    /// <summary>A list of which each item is one of a few kinds, such as <c>random_crop: {padding: 4}</c>.</summary>
    public static Key<IReadOnlyList<T>> Kinds<T>(string name, string means, params Kind<T>[] kinds) => new(
        name,
        section => [.. section.Sections(name, [.. kinds.Select(kind => kind.Word)]).Select(item => item.Keys.ToArray() is [var word]
            ? kinds.First(kind => kind.Word == word).Read(item)
            : throw section.Complaint(name, $"a list of which each item is one of {string.Join(", ", kinds.Select(kind => kind.Word))}"))],
        items => new JsonArray([.. items.Select(item => kinds.Select(kind => kind.Write(item)).First(written => written is not null))]),
        new JsonObject
        {
            ["description"] = means,
            ["type"] = "array",
            ["items"] = new JsonObject { ["oneOf"] = new JsonArray([.. kinds.Select(kind => kind.Schema.DeepClone())]) },
        });

    private static JsonObject Range(string type, string means, double least, double? most)
    {
        var schema = new JsonObject { ["description"] = means, ["type"] = type, ["minimum"] = least };
        if (most is { } limit) schema["maximum"] = limit;
        return schema;
    }

    private static JsonObject With(string means, JsonObject schema)
    {
        var described = new JsonObject { ["description"] = means };
        foreach (var (name, value) in schema) described[name] = value?.DeepClone();
        return described;
    }
}
