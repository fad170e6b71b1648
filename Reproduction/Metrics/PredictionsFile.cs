using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Reproduction.Metrics;

/// <summary>The file <c>predictions-{model}.csv</c>: reads it strictly and writes it.</summary>
internal static class PredictionsFile
{
    /// <summary>Largest text that is read: a million images of a hundred classes.</summary>
    private const long MostBytes = 1L << 30;

    /// <summary>Header and trailer of gzip.</summary>
    private const int LeastGzip = 18;

    private const NumberStyles Whole = NumberStyles.None;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static void Write(string path, Predictions predictions) => WholeFile.Write(path, stream =>
    {
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var zip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true);
            zip.Write(Text(predictions));
        }
        else
        {
            stream.Write(Text(predictions));
        }
    });

    public static Predictions Read(string path)
    {
        var text = Bytes(path).AsSpan();
        var line = 0;
        var classes = Classes(path, Next(ref text, ref line));
        List<int> indices = [], labels = [];
        List<double> logits = [];
        while (text.Length > 0) Row(path, Next(ref text, ref line), line, classes, indices, labels, logits);
        if (indices.Count == 0) throw new BadInputException($"{path}: no images after the header.");
        return InOrder(path, classes, indices, labels, logits);
    }

    private static byte[] Text(Predictions predictions)
    {
        var text = new StringBuilder("index,label");
        for (var c = 0; c < predictions.Classes; c++) text.Append(CultureInfo.InvariantCulture, $",logit_{c}");
        text.Append('\n');
        for (var image = 0; image < predictions.Count; image++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{image},{predictions.Labels[image]}");
            foreach (var logit in predictions.Logits(image)) text.Append(CultureInfo.InvariantCulture, $",{logit:R}");
            text.Append('\n');
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (!path.EndsWith(".gz", StringComparison.Ordinal)) return Exactly(path, file, file.Length, "file");
            if (file.Length < LeastGzip) throw new BadInputException($"{path}: not a whole gzip file ({file.Length} bytes).");
            Span<byte> end = stackalloc byte[4];
            file.Seek(-end.Length, SeekOrigin.End);
            file.ReadExactly(end);
            file.Position = 0;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(end);
            if (length > Data.CompressedSize.Most(file.Length))
                throw new BadInputException($"{path}: not a whole gzip file ({file.Length} bytes cannot hold the {length} that it says).");
            using var zip = new GZipStream(file, CompressionMode.Decompress);
            return Exactly(path, zip, length, "gzip file");
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException($"{path}: not a whole gzip file ({e.Message.TrimEnd('.')}).", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"{path}: no such file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException($"{path}: cannot be read, expected a predictions file.", e);
        }
    }

    /// <summary>All that a stream holds, which is as long as it says: memory is given only for a size that was checked.</summary>
    private static byte[] Exactly(string path, Stream stream, long length, string kind)
    {
        if (length > MostBytes) throw new BadInputException($"{path}: {length} bytes, too large for a predictions file (at most {MostBytes}).");
        var bytes = new byte[length];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < length || stream.ReadByte() >= 0)
            throw new BadInputException($"{path}: not a whole {kind} (it says {length} bytes of text and holds {(read < length ? "fewer" : "more")}).");
        return bytes;
    }

    /// <summary>The next line without its end, which may be <c>\n</c>, <c>\r\n</c> or, on the last line, none.</summary>
    private static ReadOnlySpan<byte> Next(ref Span<byte> text, ref int line)
    {
        line++;
        var end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> result = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return result is [.. var before, (byte)'\r'] ? before : result;
    }

    private static int Classes(string path, ReadOnlySpan<byte> header)
    {
        var columns = Shown(header, 1 << 20).Split(',');
        for (var i = 0; i < Math.Max(columns.Length, 4); i++)
        {
            var expected = i switch { 0 => "index", 1 => "label", _ => $"logit_{i - 2}" };
            if (i >= columns.Length) throw new BadInputException($"{path}:1: column {expected} is missing, expected the header index,label,logit_0,logit_1,…");
            if (columns[i] != expected)
                throw new BadInputException($"{path}:1: column {i + 1} is '{Short(columns[i])}', expected {expected} (header index,label,logit_0,logit_1,…).");
        }
        return columns.Length - 2;
    }

    private static void Row(
        string path, ReadOnlySpan<byte> row, int line, int classes, List<int> indices, List<int> labels, List<double> logits)
    {
        var fields = row.Count((byte)',') + 1;
        if (fields != classes + 2) throw new BadInputException($"{path}:{line}: {fields} fields, expected {classes + 2} (index, label and {classes} logits).");
        var column = 0;
        foreach (var range in row.Split((byte)','))
        {
            var field = row[range];
            if (column >= 2)
            {
                if (!double.TryParse(field, Real, CultureInfo.InvariantCulture, out var logit) || !Predictions.IsLogit(logit))
                    throw new BadInputException($"{path}:{line}: logit_{column - 2} is '{Shown(field)}', expected a finite number.");
                logits.Add(logit);
            }
            else if (column == 1)
            {
                if (!int.TryParse(field, Whole, CultureInfo.InvariantCulture, out var label) || label >= classes)
                    throw new BadInputException($"{path}:{line}: label is '{Shown(field)}', expected a class from 0 to {classes - 1}.");
                labels.Add(label);
            }
            else
            {
                if (!int.TryParse(field, Whole, CultureInfo.InvariantCulture, out var index))
                    throw new BadInputException($"{path}:{line}: index is '{Shown(field)}', expected a whole number from 0.");
                indices.Add(index);
            }
            column++;
        }
    }

    private static Predictions InOrder(string path, int classes, List<int> indices, List<int> labels, List<double> logits)
    {
        var row = new int[indices.Count];
        Array.Fill(row, -1);
        for (var i = 0; i < row.Length; i++)
        {
            var index = indices[i];
            if (index >= row.Length)
                throw new BadInputException($"{path}:{i + 2}: index {index} in a file of {row.Length} images, expected each of 0 to {row.Length - 1} once.");
            if (row[index] >= 0)
                throw new BadInputException($"{path}:{i + 2}: index {index} again, it is on line {row[index] + 2} already; expected each of 0 to {row.Length - 1} once.");
            row[index] = i;
        }
        var values = new double[logits.Count];
        for (var index = 0; index < row.Length; index++) logits.CopyTo(row[index] * classes, values, index * classes, classes);
        return new Predictions([.. row.Select(i => labels[i])], values, classes);
    }

    private static string Shown(ReadOnlySpan<byte> field, int most = 40) =>
        Encoding.UTF8.GetString(field.Length > most ? field[..most] : field);

    private static string Short(string field) => field.Length > 40 ? field[..40] : field;
}
