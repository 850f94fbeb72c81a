declare module 'virtual:lidoskop-contract' {
  const contract: import('./contract-types.ts').SlimContract
  export default contract
}
