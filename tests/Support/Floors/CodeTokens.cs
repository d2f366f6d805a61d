using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Pilot.Tests.Support.Floors;

/// <summary>The metadata tokens that a method's code names, in their order (ECMA-335, partition III).</summary>
internal static class CodeTokens
{
    private const byte TwoByteCodes = 0xFE;

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    public static IEnumerable<int> Of(BlobReader code)
    {
        var tokens = new List<int>();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            var operand = Operands[first == TwoByteCodes ? (TwoByteCodes << 8) | code.ReadByte() : first];
            switch (operand)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(code.ReadInt32());
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += sizeof(int) * targets;
                    break;
                default:
                    code.Offset += Size(operand);
                    break;
            }
        }

        return tokens;
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
