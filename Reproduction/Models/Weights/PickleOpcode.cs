namespace Reproduction.Models.Weights;

/// <summary>
/// The opcodes of Python's pickle (protocols 0 to 5, <c>pickletools</c>). Those for extension codes and buffers outside the pickle are
/// not here and refused.
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

    /// <summary>The same as the top once more.</summary>
    Dup = (byte)'2',

    /// <summary>A line: an integer, or 00 and 01 for False and True.</summary>
    Int = (byte)'I',

    /// <summary>A line: an integer of any size, with an L at its end.</summary>
    Long = (byte)'L',

    /// <summary>A line: a floating-point number.</summary>
    Float = (byte)'F',

    /// <summary>A line: text in quotes.</summary>
    String = (byte)'S',

    /// <summary>A line: text.</summary>
    Unicode = (byte)'V',

    /// <summary>Bytes that may be changed: eight bytes of length.</summary>
    ByteArray8 = 0x96,

    /// <summary>A list of all above the mark.</summary>
    List = (byte)'l',

    /// <summary>A dictionary of all above the mark.</summary>
    Dict = (byte)'d',

    /// <summary>An empty set.</summary>
    EmptySet = 0x8f,

    /// <summary>Puts all above the mark into a set.</summary>
    AddItems = 0x90,

    /// <summary>A frozenset of all above the mark.</summary>
    FrozenSet = 0x91,

    /// <summary>A line: the memo's index under which the top is kept.</summary>
    Put = (byte)'p',

    /// <summary>A line: the memo's index of what is recalled.</summary>
    Get = (byte)'g',

    /// <summary>A class with its arguments, all above the mark: a call.</summary>
    Obj = (byte)'o',

    /// <summary>A class and a tuple: a call that makes an object.</summary>
    NewObj = 0x81,

    /// <summary>A class, a tuple and named arguments: a call that makes an object.</summary>
    NewObjEx = 0x92,
}
