using System.Text;
using Reproduction.Files;

namespace Reproduction.Specs.Files;

public sealed class FileKindSpecs
{
    /// <summary>The first bytes as the formats' own descriptions give them.</summary>
    [Theory]
    [InlineData("\u001f\u008b\u0008", "compressed by gzip")]
    [InlineData("BZh91AY&SY", "compressed by bzip2")]
    [InlineData("\u00fd7zXZ\u0000", "compressed by xz")]
    [InlineData("\u0028\u00b5\u002f\u00fd", "compressed by zstd")]
    [InlineData("PK\u0003\u0004", "a zip archive")]
    [InlineData("7z\u00bc\u00af\u0027\u001c", "a 7z archive")]
    [InlineData("Rar!\u001a\u0007\u0001", "a RAR archive")]
    [InlineData("PAR1\u0015\u0004", "a Parquet table")]
    [InlineData("\u0093NUMPY\u0001", "an array of NumPy")]
    [InlineData("\u0089HDF\r\n", "HDF5")]
    [InlineData("\u0008\u0008\u0012\u0007pytorch", "an ONNX model")]
    [InlineData("\u0008\u0007\u003a\u00ff", "an ONNX model")]
    [InlineData("\u001c\u0000\u0000\u0000TFL3", "a TensorFlow Lite model")]
    [InlineData("\u0008\u0001\u0012\u00ab", "a SavedModel of TensorFlow")]
    [InlineData("MATLAB 5.0 MAT-file, Platform: GLNXA64", "a MAT-file of MATLAB")]
    [InlineData("MATLAB 7.3 MAT-file, Platform: GLNXA64", "a MAT-file of MATLAB")]
    [InlineData("SQLite format 3\u0000", "an SQLite database")]
    [InlineData("\u00d0\u00cf\u0011\u00e0", "an Office document of the old kind, such as .xls")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "a JPEG image")]
    [InlineData("l\u0000a\u0000b\u0000e\u0000l\u0000", "text in UTF-16 without a byte-order mark")]
    [InlineData("\u0000l\u0000a\u0000b\u0000e\u0000l", "text in UTF-16 without a byte-order mark")]
    [InlineData("version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS and not the file itself")]
    [InlineData("\n<!DOCTYPE html>", "a web page")]
    [InlineData("{\"label\": 0}", "JSON")]
    public void A_file_is_known_by_its_first_bytes(string begin, string name) =>
        FileKind.Of(Encoding.Latin1.GetBytes(begin))!.Name.Should().Be(name);

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("label,logit_0,logit_1\n0,1,2\n")]
    [InlineData("BZhang,label\n")]
    [InlineData("\u00ff\u00fel\u0000a\u0000b\u0000e\u0000l\u0000")]
    public void Tables_and_what_is_unknown_are_none_of_them(string begin) =>
        FileKind.Of(Encoding.Latin1.GetBytes(begin)).Should().BeNull();

    /// <summary>By POSIX "ustar\0", by GNU's older format "ustar  ".</summary>
    [Theory]
    [InlineData("ustar\0", true)]
    [InlineData("ustar  ", true)]
    [InlineData("ustard", false)]
    public void A_tar_archive_is_told_from_text_by_what_follows_its_mark(string mark, bool isTar)
    {
        byte[] begin = [.. Encoding.ASCII.GetBytes(new string('a', 257)), .. Encoding.ASCII.GetBytes(mark), .. new byte[8]];

        (FileKind.Of(begin) == FileKind.Tar).Should().Be(isTar);
    }

    [Fact]
    public void A_tar_archive_says_so_behind_its_first_name_and_a_stream_is_left_at_its_beginning()
    {
        using var tar = new MemoryStream([.. new byte[257], .. "ustar"u8, .. new byte[300]]);
        tar.Position = 9;

        FileKind.Of(tar).Should().Be(FileKind.Tar);
        tar.Position.Should().Be(0);
    }
}
