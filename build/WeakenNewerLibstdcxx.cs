using System;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Lets libLibTorchSharp.so load where the system's libstdc++ is older than the one it was linked with.
/// Its one symbol of version GLIBCXX_3.4.32 (ios_base_library_initv) is a link-time anchor that no relocation
/// uses, so the version may be asked for weakly: bit VER_FLG_WEAK of the entry in section .gnu.version_r.
/// Works on the copy in the output folder, keeps its time stamp (else the next build copies it anew), and
/// touches nothing where the system has the version.
/// </summary>
public class WeakenNewerLibstdcxx : Task
{
    const uint SHT_GNU_verneed = 0x6ffffffe;
    const ushort VER_FLG_WEAK = 2;
    const string Anchor = "GLIBCXX_3.4.32";

    [Required] public string Library { get; set; }

    [Required] public string Stamp { get; set; }

    public override bool Execute()
    {
        var outcome = SystemHas(Anchor) ? "the system's libstdc++ has " + Anchor : Weaken(Library) + " entries weakened";
        File.WriteAllText(Stamp, outcome + Environment.NewLine);
        Log.LogMessage(MessageImportance.Low, Library + ": " + outcome);
        return !Log.HasLoggedErrors;
    }

    static bool SystemHas(string version)
    {
        var wanted = Encoding.ASCII.GetBytes(version);
        return new[] { "/usr/lib", "/usr/lib64", "/lib", "/usr/local/lib" }
            .SelectMany(root => new[] { root, root + "/x86_64-linux-gnu", root + "/aarch64-linux-gnu" })
            .Select(folder => folder + "/libstdc++.so.6")
            .Where(File.Exists)
            .Any(file => Contains(File.ReadAllBytes(file), wanted));
    }

    static bool Contains(byte[] haystack, byte[] needle)
    {
        for (int at = Array.IndexOf(haystack, needle[0]); at >= 0 && at + needle.Length < haystack.Length;
             at = Array.IndexOf(haystack, needle[0], at + 1))
        {
            int same = 1;
            while (same < needle.Length && haystack[at + same] == needle[same]) same++;
            if (same == needle.Length && haystack[at + same] == 0) return true;
        }
        return false;
    }

    static int Weaken(string library)
    {
        var elf = File.ReadAllBytes(library);
        int weakened = 0;
        long sections = BitConverter.ToInt64(elf, 0x28);
        int size = BitConverter.ToUInt16(elf, 0x3A), count = BitConverter.ToUInt16(elf, 0x3C);
        for (int i = 0; i < count; i++)
        {
            int header = (int)(sections + i * size);
            if (BitConverter.ToUInt32(elf, header + 4) != SHT_GNU_verneed) continue;
            int strings = (int)(sections + BitConverter.ToUInt32(elf, header + 0x28) * size);
            int names = (int)BitConverter.ToInt64(elf, strings + 0x18);
            for (int need = (int)BitConverter.ToInt64(elf, header + 0x18), next = -1; next != 0; need += next)
            {
                next = (int)BitConverter.ToUInt32(elf, need + 12);
                int entry = need + (int)BitConverter.ToUInt32(elf, need + 8);
                for (int left = BitConverter.ToUInt16(elf, need + 2); left > 0; left--)
                {
                    if (Text(elf, names + (int)BitConverter.ToUInt32(elf, entry + 8)) == Anchor)
                    {
                        var flags = (ushort)(BitConverter.ToUInt16(elf, entry + 4) | VER_FLG_WEAK);
                        BitConverter.GetBytes(flags).CopyTo(elf, entry + 4);
                        weakened++;
                    }
                    entry += (int)BitConverter.ToUInt32(elf, entry + 12);
                }
            }
        }
        if (weakened > 0)
        {
            // A new file in the old one's place: the copy may be a hard link into the package cache.
            var time = File.GetLastWriteTimeUtc(library);
            File.WriteAllBytes(library + ".new", elf);
            File.SetLastWriteTimeUtc(library + ".new", time);
            File.Delete(library);
            File.Move(library + ".new", library);
        }
        return weakened;
    }

    static string Text(byte[] bytes, int start)
    {
        return Encoding.ASCII.GetString(bytes, start, Array.IndexOf(bytes, (byte)0, start) - start);
    }
}
