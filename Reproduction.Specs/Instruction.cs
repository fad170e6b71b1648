using System.Reflection;
using System.Reflection.Emit;

namespace Reproduction.Specs;

/// <summary>One instruction of a method, as its assembly holds it.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Operand">What it does it with, as a number: a token, the place of a local; 0 where there is nothing.</param>
/// <param name="Called">The method that it calls or makes a delegate of; null where it does neither.</param>
internal sealed record Instruction(OpCode Code, int Operand, MethodBase? Called)
{
    private const byte FirstOfTwo = 0xFE;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The place of the local that it stores to; null where it stores to none.</summary>
    public int? StoredLocal => Local(OpCodes.Stloc_0, OpCodes.Stloc_S, OpCodes.Stloc);

    /// <summary>The place of the local that it loads; null where it loads none.</summary>
    public int? LoadedLocal => Local(OpCodes.Ldloc_0, OpCodes.Ldloc_S, OpCodes.Ldloc);

    /// <summary>A method's instructions in order; none where it has no body.</summary>
    /// <param name="method">The method.</param>
    public static IEnumerable<Instruction> Of(MethodBase method)
    {
        var body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var ofType = method.DeclaringType?.GetGenericArguments();
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < body.Length;)
        {
            var code = Codes[body[at] == FirstOfTwo ? unchecked((short)(FirstOfTwo << 8 | body[at + 1])) : body[at]];
            at += code.Size;
            var size = code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(body, at),
                _ => 4,
            };
            var operand = size switch
            {
                0 => 0,
                1 => body[at],
                2 => BitConverter.ToUInt16(body, at),
                _ => BitConverter.ToInt32(body, at),
            };
            yield return new(
                code, operand,
                code.OperandType == OperandType.InlineMethod ? method.Module.ResolveMethod(operand, ofType, ofMethod) : null);
            at += size;
        }
    }

    // Of the first four places each has an instruction of its own.
    private int? Local(OpCode first, OpCode near, OpCode far)
    {
        if (Code == near || Code == far) return Operand;
        var place = Code.Value - first.Value;
        return place is >= 0 and < 4 ? place : null;
    }
}
