namespace Reproduction.Models.Weights;

/// <summary>
/// The opcodes of Python's pickle (protocols 2 to 5, <c>pickletools</c>) that tensors and dictionaries need. All others are refused.
/// </summary>
internal enum PickleOpcode : byte
{
    /// <summary>One byte: the protocol.</summary>
    Proto = 0x80,

    /// <summary>Eight bytes: how much may be read ahead; of no consequence.</summary>
    Frame = 0x95,

    /// <summary>The end; the value is on top of the stack.</summary>
    Stop = (byte)'.',

    /// <summary>Remembers the height of the stack.</summary>
    Mark = (byte)'(',

    /// <summary>Drops the top.</summary>
    Pop = (byte)'0',

    /// <summary>Drops all above the mark.</summary>
    PopMark = (byte)'1',

    /// <summary><c>None</c>.</summary>
    None = (byte)'N',

    /// <summary><c>True</c>.</summary>
    NewTrue = 0x88,

    /// <summary><c>False</c>.</summary>
    NewFalse = 0x89,

    /// <summary>An integer of four bytes, signed.</summary>
    BinInt = (byte)'J',

    /// <summary>An integer of one byte.</summary>
    BinInt1 = (byte)'K',

    /// <summary>An integer of two bytes.</summary>
    BinInt2 = (byte)'M',

    /// <summary>One byte of length, then an integer in two's complement.</summary>
    Long1 = 0x8a,

    /// <summary>Four bytes of length, then an integer in two's complement.</summary>
    Long4 = 0x8b,

    /// <summary>A double, big-endian.</summary>
    BinFloat = (byte)'G',

    /// <summary>Four bytes of length, then bytes of Python 2's <c>str</c>.</summary>
    BinString = (byte)'T',

    /// <summary>One byte of length, then bytes of Python 2's <c>str</c>.</summary>
    ShortBinString = (byte)'U',

    /// <summary>Four bytes of length, then <c>bytes</c>.</summary>
    BinBytes = (byte)'B',

    /// <summary>One byte of length, then <c>bytes</c>.</summary>
    ShortBinBytes = (byte)'C',

    /// <summary>Eight bytes of length, then <c>bytes</c>.</summary>
    BinBytes8 = 0x8e,

    /// <summary>Four bytes of length, then UTF-8.</summary>
    BinUnicode = (byte)'X',

    /// <summary>One byte of length, then UTF-8.</summary>
    ShortBinUnicode = 0x8c,

    /// <summary>Eight bytes of length, then UTF-8.</summary>
    BinUnicode8 = 0x8d,

    /// <summary><c>()</c>.</summary>
    EmptyTuple = (byte)')',

    /// <summary>A tuple of all above the mark.</summary>
    Tuple = (byte)'t',

    /// <summary>A tuple of the top.</summary>
    Tuple1 = 0x85,

    /// <summary>A tuple of the two on top.</summary>
    Tuple2 = 0x86,

    /// <summary>A tuple of the three on top.</summary>
    Tuple3 = 0x87,

    /// <summary><c>[]</c>.</summary>
    EmptyList = (byte)']',

    /// <summary>Appends the top to the list below.</summary>
    Append = (byte)'a',

    /// <summary>Appends all above the mark to the list below.</summary>
    Appends = (byte)'e',

    /// <summary><c>{}</c>.</summary>
    EmptyDict = (byte)'}',

    /// <summary>Puts the value on top under the key below it into the dictionary below.</summary>
    SetItem = (byte)'s',

    /// <summary>Puts pairs of all above the mark into the dictionary below.</summary>
    SetItems = (byte)'u',

    /// <summary>Keeps the top under an index of one byte.</summary>
    BinPut = (byte)'q',

    /// <summary>Keeps the top under an index of four bytes.</summary>
    LongBinPut = (byte)'r',

    /// <summary>Keeps the top under the next index.</summary>
    Memoize = 0x94,

    /// <summary>Pushes what is kept under an index of one byte.</summary>
    BinGet = (byte)'h',

    /// <summary>Pushes what is kept under an index of four bytes.</summary>
    LongBinGet = (byte)'j',

    /// <summary>A class or function by module and name, each a line.</summary>
    Global = (byte)'c',

    /// <summary>A class or function by module and name from the stack.</summary>
    StackGlobal = 0x93,

    /// <summary>An instance of a class by module and name, each a line; read only to name what is refused.</summary>
    Inst = (byte)'i',

    /// <summary>Calls the function below with the tuple on top.</summary>
    Reduce = (byte)'R',

    /// <summary>Gives the object below the state on top.</summary>
    Build = (byte)'b',

    /// <summary>Something outside the pickle, by the identifier on top: torch.save's storages.</summary>
    BinPersId = (byte)'Q',
}
