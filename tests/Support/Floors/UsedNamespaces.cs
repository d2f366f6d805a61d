using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Pilot.Tests.Support.Floors;

/// <summary>Collects the namespaces that a type's metadata and code name.</summary>
internal sealed class UsedNamespaces(MetadataReader metadata, PEReader file) : ISignatureTypeProvider<bool, object?>
{
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> All => _all;

    public void Add(TypeDefinition type)
    {
        AddToken(type.BaseType);
        foreach (var implemented in type.GetInterfaceImplementations())
        {
            AddToken(metadata.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (var field in type.GetFields())
        {
            metadata.GetFieldDefinition(field).DecodeSignature(this, null);
        }

        foreach (var parameter in type.GetGenericParameters())
        {
            AddConstraints(parameter);
        }

        AddAttributes(type.GetCustomAttributes());
        foreach (var handle in type.GetMethods())
        {
            AddMethod(metadata.GetMethodDefinition(handle));
        }
    }

    private void AddMethod(MethodDefinition method)
    {
        method.DecodeSignature(this, null);
        AddAttributes(method.GetCustomAttributes());
        foreach (var parameter in method.GetGenericParameters())
        {
            AddConstraints(parameter);
        }

        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null);
        }

        foreach (var region in body.ExceptionRegions.Where(region => region.Kind == ExceptionRegionKind.Catch))
        {
            AddToken(region.CatchType);
        }

        foreach (var token in CodeTokens.Of(body.GetILReader()))
        {
            AddToken(MetadataTokens.EntityHandle(token));
        }
    }

    private void AddConstraints(GenericParameterHandle parameter)
    {
        foreach (var constraint in metadata.GetGenericParameter(parameter).GetConstraints())
        {
            AddToken(metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void AddAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes)
        {
            AddToken(metadata.GetCustomAttribute(attribute).Constructor);
        }
    }

    private void AddToken(EntityHandle handle)
    {
        if (handle.IsNil)
        {
            return;
        }

        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                GetTypeFromDefinition(metadata, (TypeDefinitionHandle)handle, 0);
                break;
            case HandleKind.TypeReference:
                GetTypeFromReference(metadata, (TypeReferenceHandle)handle, 0);
                break;
            case HandleKind.TypeSpecification:
                metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.FieldDefinition:
                AddToken(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                AddToken(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                AddToken(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent);
                break;
            case HandleKind.MethodSpecification:
                var method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                AddToken(method.Method);
                method.DecodeSignature(this, null);
                break;
            default:
                break;
        }
    }

    public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => _all.Add(NamespaceUses.NamespaceOf(metadata, handle));

    public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = metadata.GetTypeReference(handle);
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
        }

        return _all.Add(metadata.GetString(type.Namespace));
    }

    public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        metadata.GetTypeSpecification(handle).DecodeSignature(this, null);

    // Decoding a signature visits every type that it names: the two methods above note them, and nothing is built here.
    public bool GetArrayType(bool elementType, ArrayShape shape) => false;
    public bool GetByReferenceType(bool elementType) => false;
    public bool GetFunctionPointerType(MethodSignature<bool> signature) => false;
    public bool GetGenericInstantiation(bool genericType, ImmutableArray<bool> typeArguments) => false;
    public bool GetGenericMethodParameter(object? genericContext, int index) => false;
    public bool GetGenericTypeParameter(object? genericContext, int index) => false;
    public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => false;
    public bool GetPinnedType(bool elementType) => false;
    public bool GetPointerType(bool elementType) => false;
    public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => false;
    public bool GetSZArrayType(bool elementType) => false;
}
